package io.sluice.target;

/** A key could not be read; the message names its source and what to do, never the key. */
public final class KeyUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyUnavailableException(String message) {
    super(message);
  }
}
