package io.sluice.file;

import java.io.IOException;

/**
 * A file is no longer what it was stamped as: changed, replaced or gone while it was being read.
 */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** True when nothing is at the path any more. */
  private final boolean gone;

  SourceChangedException(String message, boolean gone) {
    super(message);
    this.gone = gone;
  }

  /** Whether the file is gone, rather than changed. */
  public boolean isGone() {
    return gone;
  }
}
