package io.sluice.csv;

import java.util.Optional;

/** Reads the id that an input is to have. Pure. */
public final class InputIdText {
  /** In characters. */
  public static final int LONGEST = 128;

  /** They mean something in a URL, or split a list. */
  private static final String NOT_TAKEN = "/\\?#%&,\"'";

  private InputIdText() {}

  /** Empty where nothing is given. */
  static Optional<String> read(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    check(text);
    return Optional.of(text);
  }

  /**
   * Looks whether a text can be an id.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static void check(String id) {
    if (id.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an id has at most %d characters, not %d".formatted(LONGEST, id.length()));
    }
    if (id.chars().anyMatch(c -> c <= ' ' || c == 0x7F || NOT_TAKEN.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("an id has no blanks, and none of " + NOT_TAKEN);
    }
    if (id.codePoints().anyMatch(c -> c > 0x7F && !Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException("an id has letters, digits and plain signs only");
    }
    if (id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("an id is more than dots");
    }
  }
}
