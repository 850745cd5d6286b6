package io.sluice.cli;

/** The command cannot be carried out as it was given; each line of the message is one problem. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
