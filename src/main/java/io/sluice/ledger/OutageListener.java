package io.sluice.ledger;

import java.time.Duration;

/**
 * Hears that calls wait for a ledger whose file cannot be read or written. Called on the waiting
 * threads, by several at once; may read the ledger, must not write to it, and must not throw.
 */
public interface OutageListener {
  /** A call waits; told at once, and again after each further try that failed. */
  void waiting(String reason);

  /** No call waits any more, because the file can be used again. */
  void over(Duration lasted);
}
