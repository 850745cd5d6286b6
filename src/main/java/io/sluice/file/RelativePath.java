package io.sluice.file;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of a file below its folder, kept as the bytes that the file system holds.
 *
 * <p>A {@code String} cannot hold such a path: without a UTF-8 locale Java loses {@code café.jpg},
 * and two names with invalid bytes can print alike. So the bytes are kept percent-encoded, {@code
 * /} between the segments, and the way back to a {@link Path} goes through a URI and never through
 * a decoded string.
 *
 * @param encoded the segments, each byte that is not an unreserved ASCII character as {@code %XX};
 *     empty for the folder itself
 */
public record RelativePath(String encoded) implements Comparable<RelativePath> {
  /** The folder itself. */
  public static final RelativePath ROOT = new RelativePath("");

  private static final String UNRESERVED = "-_.!~*'()@&=+$,:;/";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  public RelativePath {
    checkEncoded(encoded);
  }

  /**
   * The path of {@code file} below {@code root}.
   *
   * @throws IllegalArgumentException when {@code file} is not below {@code root}
   */
  public static RelativePath of(Path root, Path file) {
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("not below the folder: " + file + " (" + root + ")");
    }
    Path below = root.relativize(file);
    StringBuilder encoded = new StringBuilder();
    for (Path segment : below) {
      if (segment.toString().isEmpty()) {
        continue;
      }
      if (encoded.length() > 0) {
        encoded.append('/');
      }
      encoded.append(encode(bytesOf(segment)));
    }
    return new RelativePath(encoded.toString());
  }

  /**
   * The path that a text spells, seen from a directory; in UTF-8 in any locale. {@code ..} goes up.
   *
   * @throws IllegalArgumentException when no path can be that
   */
  public static Path resolveText(Path directory, String text) {
    String base = directory.toUri().getRawPath();
    String from = text.startsWith("/") ? "" : base.endsWith("/") ? base : base + "/";
    String encoded = encode(text.getBytes(StandardCharsets.UTF_8)).replace("%2F", "/");
    return Path.of(URI.create("file://" + from + encoded.replaceAll("//+", "/"))).normalize();
  }

  /** This directory's entry {@code name}, which must be a single path segment. */
  public RelativePath resolve(Path name) {
    String segment = encode(bytesOf(name));
    return new RelativePath(encoded.isEmpty() ? segment : encoded + "/" + segment);
  }

  /** Where this path is on disk, given its folder. */
  public Path in(Path root) {
    if (encoded.isEmpty()) {
      return root;
    }
    if (encoded.indexOf('%') < 0) {
      return root.resolve(encoded);
    }
    String base = root.toUri().getRawPath();
    return Path.of(URI.create("file://" + (base.endsWith("/") ? base : base + "/") + encoded));
  }

  /** The last segment. */
  public RelativePath fileName() {
    return new RelativePath(encoded.substring(encoded.lastIndexOf('/') + 1));
  }

  /** The directory that holds this path; {@link #ROOT} for a file directly in the folder. */
  public RelativePath parent() {
    int slash = encoded.lastIndexOf('/');
    return slash < 0 ? ROOT : new RelativePath(encoded.substring(0, slash));
  }

  /** The segments from the folder down; empty for the folder itself. */
  public List<RelativePath> segments() {
    return encoded.isEmpty()
        ? List.of()
        : Arrays.stream(encoded.split("/", -1)).map(RelativePath::new).toList();
  }

  /**
   * The path as text, or empty when its bytes are not valid UTF-8 and so no platform can hold it.
   */
  public Optional<String> text() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(decode(encoded));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The path for people: text where it is valid UTF-8 and printable, {@code \xNN} for every byte or
   * character that could disturb a terminal or a log line. Not reversible.
   */
  public String display() {
    return DisplayText.of(decode(encoded));
  }

  @Override
  public int compareTo(RelativePath other) {
    return encoded.compareTo(other.encoded);
  }

  @Override
  public String toString() {
    return display();
  }

  /**
   * The bytes of one segment. Pure ASCII text is its own bytes in every locale; anything else is
   * asked for as a URI, the only view of a {@code Path} that keeps bytes.
   */
  private static byte[] bytesOf(Path segment) {
    String text = segment.toString();
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    String raw = rawPath(Path.of("/").resolve(segment));
    return decode(raw.substring(1));
  }

  /** All bytes of an absolute path, in any locale. */
  static byte[] absoluteBytes(Path absolute) {
    return decode(rawPath(absolute));
  }

  private static String rawPath(Path absolute) {
    String raw = absolute.toUri().getRawPath();
    return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  private static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      if (isUnreserved(c) && c != '/') {
        text.append(c);
      } else {
        text.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return text.toString();
  }

  private static byte[] decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static void checkEncoded(String encoded) {
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      boolean escape = c == '%' && i + 2 < encoded.length() && isHex(encoded, i + 1);
      if (!escape && !isUnreserved(c)) {
        throw new IllegalArgumentException("not a percent-encoded path: " + encoded);
      }
      i += escape ? 2 : 0;
    }
    if (encoded.startsWith("/")
        || encoded.endsWith("/")
        || encoded.contains("//")
        || Arrays.stream(encoded.split("/", -1)).anyMatch(s -> s.equals(".") || s.equals(".."))) {
      throw new IllegalArgumentException("not a path below a folder: " + encoded);
    }
  }

  private static boolean isHex(String text, int at) {
    return "0123456789ABCDEF".indexOf(text.charAt(at)) >= 0
        && "0123456789ABCDEF".indexOf(text.charAt(at + 1)) >= 0;
  }
}
