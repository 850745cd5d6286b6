package io.sluice.app;

/**
 * The running daemon does not answer any more, or not in words that are understood, or is too busy.
 */
public final class DaemonGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean busy;

  DaemonGoneException(String message) {
    this(message, false);
  }

  private DaemonGoneException(String message, boolean busy) {
    super(message);
    this.busy = busy;
  }

  /** It is there, and did not get round to an answer however often it was asked. */
  static DaemonGoneException busy(String message) {
    return new DaemonGoneException(message, true);
  }

  DaemonGoneException(String message, Throwable cause) {
    super(message, cause);
    this.busy = false;
  }

  /** Whether it is there all the same: the same question may be answered later. */
  public boolean isBusy() {
    return busy;
  }
}
