package io.sluice.http;

import java.io.IOException;

/** A reply began and did not come to its end, or is not what it should be. */
public final class BrokenReplyException extends IOException {
  private static final long serialVersionUID = 1L;

  public BrokenReplyException(String message) {
    super(message);
  }

  public BrokenReplyException(String message, Throwable cause) {
    super(message, cause);
  }
}
