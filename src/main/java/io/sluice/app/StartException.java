package io.sluice.app;

/**
 * Sluice cannot start as it is configured: a folder is missing, a directory cannot be written, a
 * port is taken. The message names every problem, one a line, and says what to do.
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
