package io.sluice.csv;

import java.util.Locale;

/** Checks what the column {@code input} holds. Pure. */
public final class InputText {
  /** Of a URL, in characters. */
  public static final int LONGEST_URL = 4_096;

  /** Of a text, in characters. */
  public static final int LONGEST_TEXT = CsvReader.LONGEST_FIELD;

  private static final int LONGEST_PATH = 4_096;

  private InputText() {}

  static void check(String input, CsvType type) {
    if (input.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    switch (type) {
      case URL -> checkUrl(input.strip());
      case FILE_PATH -> checkPath(input.strip());
      case RAW -> {}
    }
  }

  /**
   * Looks whether a text can be a URL.
   *
   * @throws IllegalArgumentException with what is wrong, and nothing of the URL, which may hold a
   *     secret
   */
  public static void checkUrl(String url) {
    String lower = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
    int begin = lower.equals("https://") ? 8 : lower.startsWith("http://") ? 7 : 0;
    if (begin == 0) {
      throw new IllegalArgumentException("a URL begins with http:// or https://");
    }
    if (url.length() > LONGEST_URL) {
      throw new IllegalArgumentException(
          "a URL has at most %d characters, not %d".formatted(LONGEST_URL, url.length()));
    }
    if (url.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c) || c == '\\')) {
      throw new IllegalArgumentException("a URL has no blanks, control characters or backslashes");
    }
    String authority = url.substring(begin).split("[/?#]", 2)[0];
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    if (host.isEmpty() || host.startsWith(":")) {
      throw new IllegalArgumentException("the URL names no host");
    }
  }

  private static void checkPath(String path) {
    if (path.length() > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "a path has at most %d characters, not %d".formatted(LONGEST_PATH, path.length()));
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path has no NUL characters");
    }
  }
}
