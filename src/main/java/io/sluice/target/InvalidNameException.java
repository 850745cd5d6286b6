package io.sluice.target;

/** A name that the platform cannot hold. The message says why, in words for the user. */
public final class InvalidNameException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidNameException(String message) {
    super(message);
  }
}
