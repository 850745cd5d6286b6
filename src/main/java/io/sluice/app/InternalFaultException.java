package io.sluice.app;

import io.sluice.ledger.LedgerException;
import io.sluice.ledger.LedgerException.Kind;
import java.util.Optional;

/** A fault of Sluice itself: one of its threads died. What was recorded is safe. */
public final class InternalFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InternalFaultException(Throwable cause) {
    super("a thread of Sluice died: " + cause, cause);
  }

  /** Whether the ledger's disk is full or at fault, so that the same run may succeed later. */
  public boolean mayPass() {
    return getCause() instanceof LedgerException e && e.kind() != Kind.BROKEN;
  }

  /** What is wrong with the ledger, when that is what the thread died of: the disk, not a bug. */
  public Optional<String> ledgerTrouble() {
    return getCause() instanceof LedgerException
        ? Optional.of(getCause().getMessage())
        : Optional.empty();
  }
}
