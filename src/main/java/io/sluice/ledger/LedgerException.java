package io.sluice.ledger;

/**
 * The ledger could not be read or written: disk full, read-only, damaged, or of a newer Sluice. No
 * part of the call took effect. Unchecked, because nothing may go on without the ledger: it is
 * handled where the process can pause or stop.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What can be hoped for. */
  public enum Kind {
    /** The same call will fail again, until somebody mends the ledger. */
    BROKEN,
    /** The disk is full, read-only or at fault, or another program has the file. */
    UNAVAILABLE,
    /** As {@link #UNAVAILABLE}, and the process stops rather than wait any longer. */
    CUT_OFF
  }

  private final Kind kind;

  public LedgerException(String message, Throwable cause) {
    this(Kind.BROKEN, message, cause);
  }

  LedgerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  LedgerException cutOff() {
    return new LedgerException(Kind.CUT_OFF, getMessage(), this);
  }
}
