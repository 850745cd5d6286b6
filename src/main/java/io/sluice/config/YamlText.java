package io.sluice.config;

/** Text as a value in the configuration that reads back as the same text. */
final class YamlText {
  private YamlText() {}

  /**
   * {@code text} in double quotes. What has no glyph of its own is written as an escape.
   *
   * @param what names the value in the message
   * @throws IllegalArgumentException when no configuration can hold it
   */
  static String quoted(String what, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " must have no control character in it");
    }
    if (text.contains("${")) {
      throw new IllegalArgumentException(
          what + " must not have '${' in it, which begins the name of a variable: " + text);
    }
    if (text.indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException(
          what + " has bytes in it that are no text in this locale; set LC_ALL=C.UTF-8: " + text);
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (isInvisible(c)) {
      quoted.append(c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08X", c));
    } else {
      quoted.appendCodePoint(c);
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> Character.isSpaceChar(c) && c != ' ';
    };
  }
}
