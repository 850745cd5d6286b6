package io.sluice.ledger;

import io.sluice.ledger.SqliteConnections.Act;
import io.sluice.ledger.SqliteConnections.Work;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Transactions of one ledger, made again for as long as a patience lasts. Thread-safe. */
final class LedgerCalls {
  /** Longer than a try may take that waits for other programs. */
  private static final Duration IMPATIENT = Duration.ofSeconds(6);

  private final SqliteConnections connections;
  private final LedgerPatience patience;
  private final boolean queues;

  LedgerCalls(SqliteConnections connections, LedgerPatience patience) {
    this(connections, patience, true);
  }

  private LedgerCalls(SqliteConnections connections, LedgerPatience patience, boolean queues) {
    this.connections = connections;
    this.patience = patience;
    this.queues = queues;
  }

  /** Calls on the same connections that fail at the first error. */
  LedgerCalls impatient() {
    return new LedgerCalls(connections, LedgerPatience.none(), false);
  }

  /**
   * Runs {@code work} as one transaction, after other writers. It may run several times, and a try
   * that failed in its commit may count after all: what it did must do no harm when done again.
   * While it waits for the disk, other writers wait behind it.
   */
  <T> T write(Work<T> work) {
    lock();
    try {
      return patience.insist(() -> connections.write(work), connections.errors());
    } finally {
      connections.writing().unlock();
    }
  }

  private void lock() {
    ReentrantLock writing = connections.writing();
    if (queues) {
      // Not given up for an interrupt: it is often what was just done that is to be noted.
      writing.lock();
      return;
    }
    try {
      if (!writing.tryLock(IMPATIENT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw connections.errors().stuck();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw connections.errors().stuck().cutOff();
    }
  }

  /** As {@link #write}, with no answer. */
  void writing(Act act) {
    write(
        session -> {
          act.run(session);
          return true;
        });
  }

  /** Runs {@code work} on one state of the file, beside writers. */
  <T> T read(Work<T> work) {
    return patience.insist(() -> connections.read(work), connections.errors());
  }
}
