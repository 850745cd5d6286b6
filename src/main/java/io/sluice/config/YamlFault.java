package io.sluice.config;

/** The text is no YAML that can be read any further. */
final class YamlFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  YamlFault(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Counted from 1; 0 for the text as a whole. */
  int line() {
    return line;
  }
}
