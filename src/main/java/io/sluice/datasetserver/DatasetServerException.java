package io.sluice.datasetserver;

import java.util.Objects;

/** Says why the dataset server could not start, and what to do about it. */
public final class DatasetServerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Kind {
    /** The port is taken, or this user may not listen on it. */
    PORT_IN_USE,
    /** Another server uses the data directory. */
    DATA_DIR_LOCKED,
    /** The data directory cannot be made, read or written, or holds something unexpected. */
    DATA_DIR_UNUSABLE
  }

  private final Kind kind;

  DatasetServerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  DatasetServerException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** What stands in the way, for callers that react differently to each. */
  public Kind kind() {
    return kind;
  }
}
