package io.sluice.csv;

/** The file is no table of inputs at all; the message says why, and what to do. */
public final class WrongTableException extends Exception {
  private static final long serialVersionUID = 1L;

  WrongTableException(String message) {
    super(message);
  }
}
