package io.sluice.app;

/** The running daemon does not answer any more, or not in words that are understood. */
public final class DaemonGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  DaemonGoneException(String message) {
    super(message);
  }

  DaemonGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
