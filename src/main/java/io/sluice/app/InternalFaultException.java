package io.sluice.app;

/** A fault of Sluice itself: one of its threads died. What was recorded is safe. */
public final class InternalFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InternalFaultException(Throwable cause) {
    super("a thread of Sluice died: " + cause, cause);
  }
}
