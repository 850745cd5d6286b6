package io.sluice.target.clarifai;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The input ids that a file may have, in the order in which they are tried. Pure: the same file has
 * the same ones each time, on any machine.
 *
 * <p>The first is the file name without its extension, written with what the platform is known to
 * take: {@code a-z 0-9 _ -}. Where that says nothing, is too long, or is another file's, the second
 * adds eight digits of the hash of folder and name; should that be another file's as well, as of
 * another dataset of the app, the third has the dataset in its hash.
 *
 * <p>An id that was given is the only one. What is no file has one of the hash of its content.
 */
final class InputIds {
  /** No rule is published; what is known to work is not longer. */
  static final int LONGEST = 64;

  /** Nor is one that was given. */
  private static final int LONGEST_GIVEN = 128;

  private static final int DIGITS = 8;

  /** There may be a million of them, and nothing else tells them apart. */
  private static final int CONTENT_DIGITS = 16;

  private static final int LONGEST_EXTENSION = 16;
  private static final String UNNAMED = "input";
  private static final Pattern APART = Pattern.compile("(.*)~([0-9a-f]{8})", Pattern.DOTALL);

  private InputIds() {}

  /** The ids of an item in the dataset of that name; at least one. */
  static List<String> of(String dataset, Item item) {
    Optional<String> given = item.options().details().id();
    if (given.isPresent()) {
      return List.of(given.get());
    }
    Source source = item.parts().get(0).source();
    if (source instanceof Source.LocalFile) {
      return of(dataset, item.name());
    }
    String hash = source.knownDigest().orElseThrow().hex();
    return List.of(ofContent(source), stem(source) + hash(dataset, hash) + hash(hash, dataset));
  }

  private static String stem(Source source) {
    return source instanceof Source.Url ? "url-" : "text-";
  }

  private static String ofContent(Source source) {
    String hash = source.knownDigest().orElseThrow().hex();
    return stem(source) + hash.substring(0, CONTENT_DIGITS);
  }

  /** As {@link ClarifaiTarget#idBeside}. */
  static Optional<String> beside(Optional<String> given, Source source, ContentDigest content) {
    if (given.isEmpty() && source instanceof Source.LocalFile) {
      return Optional.empty();
    }
    String plain = given.orElseGet(() -> ofContent(source));
    String end = "-r" + content.hex().substring(0, DIGITS);
    if (plain.endsWith(end)) {
      return Optional.of(plain);
    }
    int room = Math.min(plain.length(), LONGEST_GIVEN - end.length());
    boolean splits = Character.isHighSurrogate(plain.charAt(room - 1));
    return Optional.of(plain.substring(0, splits ? room - 1 : room) + end);
  }

  /** The ids of {@code name} in the dataset of that name; at least two. */
  static List<String> of(String dataset, RemoteName name) {
    String stem = written(stem(name.fileName()));
    List<String> ids = new ArrayList<>();
    if (!stem.isEmpty() && stem.length() <= LONGEST) {
      ids.add(stem);
    }
    ids.add(withSuffix(stem, hash(name.directory(), name.fileName())));
    ids.add(withSuffix(stem, hash(dataset, name.directory(), name.fileName())));
    return List.copyOf(ids);
  }

  private static String stem(String fileName) {
    int dot = fileName.lastIndexOf('.');
    boolean extension = dot >= 0 && fileName.length() - dot - 1 <= LONGEST_EXTENSION;
    return extension ? fileName.substring(0, dot) : fileName;
  }

  /**
   * What is kept apart from others of its name by its content ({@link
   * io.sluice.item.ContentSuffix}) shows that: {@code photo~1a2b3c4d} is {@code photo-r1a2b3c4d}.
   */
  private static String written(String stem) {
    Matcher apart = APART.matcher(stem);
    if (!apart.matches()) {
      return clean(stem);
    }
    String plain = clean(apart.group(1));
    String end = "-r" + apart.group(2);
    int room = LONGEST - end.length();
    return (plain.isEmpty() ? UNNAMED : plain.substring(0, Math.min(plain.length(), room))) + end;
  }

  private static String clean(String stem) {
    return Normalizer.normalize(stem, Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s.,/\\\\]+", "_")
        .replaceAll("[^a-z0-9_-]", "")
        .replaceAll("_{2,}", "_")
        .replaceAll("-{2,}", "-")
        .replaceAll("^[_-]+|[_-]+$", "");
  }

  private static String withSuffix(String stem, String hash) {
    if (stem.isEmpty()) {
      return UNNAMED + "-" + hash;
    }
    int room = LONGEST - 1 - hash.length();
    return stem.substring(0, Math.min(stem.length(), room)) + "-" + hash;
  }

  /** Length first, so that no two lists of fields run together to the same bytes. */
  private static String hash(String... fields) {
    MessageDigest sha256 = ContentDigest.newSha256();
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      sha256.update(bytes);
    }
    return ContentDigest.of(sha256).hex().substring(0, DIGITS);
  }
}
