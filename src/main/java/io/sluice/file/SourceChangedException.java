package io.sluice.file;

import java.io.IOException;

/**
 * A file is no longer what it was stamped as: changed, replaced or gone while it was being read.
 */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** True when nothing is at the path any more. */
  private final boolean gone;

  private SourceChangedException(String message, boolean gone, Throwable cause) {
    super(message, cause);
    this.gone = gone;
  }

  /** The file is there, and is another than it was. */
  public static SourceChangedException changed() {
    return new SourceChangedException("the file changed while it was in hand", false, null);
  }

  /** Nothing is at the path any more. */
  public static SourceChangedException gone(IOException cause) {
    return new SourceChangedException("the file is gone", true, cause);
  }

  /** Whether the file is gone, rather than changed. */
  public boolean isGone() {
    return gone;
  }
}
