package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** The form of virtual directories: {@code /} or {@code /a/b}. */
final class DirectoryPath {
  private static final int LONGEST_BYTES = 1024;

  private DirectoryPath() {}

  /** The directory in NFC, or empty if it is none. Nothing is repaired: two could become one. */
  static Optional<String> parse(String sent) {
    String path = Normalizer.normalize(sent, Normalizer.Form.NFC);
    if (path.equals("/")) {
      return Optional.of(path);
    }
    boolean good =
        path.startsWith("/")
            && path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES
            && path.codePoints().noneMatch(Character::isISOControl);
    for (String segment : path.substring(path.isEmpty() ? 0 : 1).split("/", -1)) {
      good &= !segment.isBlank() && !segment.equals(".") && !segment.equals("..");
    }
    return good ? Optional.of(path) : Optional.empty();
  }

  static final String RULE =
      "must be / or like /a/b, at most "
          + LONGEST_BYTES
          + " bytes long, without a trailing slash, empty parts, control characters, . or ..";
}
