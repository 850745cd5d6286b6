package io.sluice.target.pictograph;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Keys that make a repeated request the same request: derived from the step, the name, the file's
 * stamp and the reservation's generation, so that a repetition after a restart has the same one and
 * new work never has an old one.
 */
final class IdempotencyKeys {
  private static final int KEY_LENGTH = 32;

  private IdempotencyKeys() {}

  /** The key of {@code step} for {@code item}: 32 lower-case hexadecimal digits. */
  static String of(String step, Item item, String generation) {
    RemoteName name = item.name();
    MessageDigest sha256 = ContentDigest.newSha256();
    add(sha256, step);
    add(sha256, name.scope());
    add(sha256, name.directory());
    add(sha256, name.fileName());
    item.parts().forEach(part -> add(sha256, stamp(part.source())));
    add(sha256, generation);
    return ContentDigest.of(sha256).hex().substring(0, KEY_LENGTH);
  }

  /** The key of {@code step} for a group: the same for the same members in the same order. */
  static String of(String step, List<String> memberKeys) {
    MessageDigest sha256 = ContentDigest.newSha256();
    add(sha256, step);
    memberKeys.forEach(key -> add(sha256, key));
    return ContentDigest.of(sha256).hex().substring(0, KEY_LENGTH);
  }

  /** The key of {@code step} for something that has a name only. */
  static String of(String step, String name, String generation) {
    MessageDigest sha256 = ContentDigest.newSha256();
    add(sha256, step);
    add(sha256, name);
    add(sha256, generation);
    return ContentDigest.of(sha256).hex().substring(0, KEY_LENGTH);
  }

  private static String stamp(Source source) {
    if (source instanceof Source.LocalFile local) {
      var stamp = local.file().stamp();
      return stamp.sizeBytes() + " " + stamp.modifiedAt() + " " + stamp.changedAt();
    }
    throw new IllegalArgumentException("no local file: " + source.getClass().getSimpleName());
  }

  /** Length first, so that no two lists of fields run together to the same bytes. */
  private static void add(MessageDigest sha256, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
  }
}
