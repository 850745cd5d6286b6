package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** The form in which the server keeps the names of images. */
final class Filename {
  private static final int LONGEST_BYTES = 255;
  private static final String REPLACED = "\\:*?\"<>|";

  private Filename() {}

  /**
   * The name to keep for a name that a client sent: NFC, without directory part and control
   * characters, with {@code _} for what some file systems refuse, without dots and spaces at its
   * ends. Empty if nothing usable is left or it is longer than 255 bytes: a shortened name could
   * meet that of another file.
   */
  static Optional<String> sanitise(String sent) {
    String name = Normalizer.normalize(sent, Normalizer.Form.NFC);
    name = name.substring(name.lastIndexOf('/') + 1);
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .map(c -> REPLACED.indexOf(c) >= 0 ? '_' : c)
        .forEach(kept::appendCodePoint);
    String trimmed = trimDotsAndSpaces(kept);
    boolean usable =
        !trimmed.isEmpty() && trimmed.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
    return usable ? Optional.of(trimmed) : Optional.empty();
  }

  private static String trimDotsAndSpaces(CharSequence text) {
    int start = 0;
    int end = text.length();
    while (start < end && isDotOrSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isDotOrSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.subSequence(start, end).toString();
  }

  private static boolean isDotOrSpace(char c) {
    return c == '.' || Character.isSpaceChar(c);
  }
}
