package io.sluice.config;

/** The value of {@code done-file}: a marker's plain name, or a pattern for one marker a file. */
final class DoneFileText {
  private static final String ALLOWED =
      "must be a plain file name such as COMPLETE, or a pattern with {name} or {stem} such as"
          + " {name}.done";

  private DoneFileText() {}

  static String parse(String text) throws BadValue {
    if (!isValid(text)) {
      throw BadValue.expected(ALLOWED);
    }
    return text;
  }

  /** The file itself can be no marker, and braces mean nothing but the two placeholders. */
  static boolean isValid(String text) {
    if (text.isEmpty()) {
      return true;
    }
    String fixed = text.replace("{name}", "").replace("{stem}", "");
    return Checks.isPlainName(text)
        && !text.equals("{name}")
        && !text.equals(".")
        && !text.equals("..")
        && fixed.chars().noneMatch(c -> "/\\*?{}".indexOf(c) >= 0);
  }
}
