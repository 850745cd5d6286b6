package io.sluice.failpoint;

/** The failpoint that was asked for does not exist; the message lists those that do. */
public final class BadFailpointException extends Exception {
  private static final long serialVersionUID = 1L;

  BadFailpointException(String message) {
    super(message);
  }
}
