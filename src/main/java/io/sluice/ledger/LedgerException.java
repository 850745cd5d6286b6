package io.sluice.ledger;

/**
 * The ledger could not be read or written: disk full, read-only, damaged, or of a newer Sluice. No
 * part of the call took effect. Unchecked, because nothing may go on without the ledger: it is
 * handled where the process can pause or stop.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
