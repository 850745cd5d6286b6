package io.sluice.config;

import io.sluice.file.DisplayText;

/** A value that its key does not take. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN = 80;

  private final boolean quoted;

  private BadValue(String message, boolean quoted) {
    super(message);
    this.quoted = quoted;
  }

  /** {@code rule} is "must be ...", and what stands in the file is quoted after it. */
  static BadValue expected(String rule) {
    return new BadValue(rule, true);
  }

  /** {@code sentence} is the whole message; what stands in the file is not repeated. */
  static BadValue refused(String sentence) {
    return new BadValue(sentence, false);
  }

  /**
   * The message for a value that stands in the file as {@code written}. What a variable holds may
   * be a key put in the wrong place, so it is not shown, only its name.
   */
  String sentence(String written) {
    if (!quoted) {
      return getMessage();
    }
    String value = "'" + DisplayText.of(written, MAX_SHOWN) + "'";
    return getMessage() + (written.contains("${") ? ", not what stands for " : ", not ") + value;
  }
}
