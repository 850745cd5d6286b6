package io.sluice.source;

/** Why a directory entry is none of our business. Counted by reason, never uploaded. */
public enum IgnoreReason {
  /** No symbolic link is followed, no FIFO, socket or device opened. */
  NOT_A_FILE("a symbolic link or special file"),
  /** A marker that says another file is complete. */
  DONE_FILE("a done-file"),
  /** Matches a built-in exclude. */
  TEMPORARY("a temporary, hidden or system file"),
  /** Matches an {@code exclude} of the configuration. */
  EXCLUDED("excluded by the configuration"),
  /** Not one of the extensions that the target takes. */
  EXTENSION("an extension that the target does not take"),
  /** Matches no {@code include} of the configuration. */
  NOT_INCLUDED("not included by the configuration"),
  /** Below the configured {@code min-size}. */
  TOO_SMALL("smaller than min-size");

  private final String text;

  IgnoreReason(String text) {
    this.text = text;
  }

  /** What it is, in words for a report. */
  public String text() {
    return text;
  }
}
