package io.sluice.ledger;

import io.sluice.ledger.SqliteConnections.Act;
import io.sluice.ledger.SqliteConnections.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Transactions of one ledger, made again for as long as a patience lasts. Thread-safe. */
final class LedgerCalls {
  /** Longer than a try may take that waits for other programs. */
  private static final Duration IMPATIENT = Duration.ofSeconds(6);

  /** So that nobody waits for very many others. */
  private static final int MOST_TOGETHER = 64;

  private final SqliteConnections connections;
  private final LedgerPatience patience;
  private final boolean queues;

  /** What is wanted by callers that have no leave to write yet. */
  private final Queue<PendingWrite<?>> waiting = new ConcurrentLinkedQueue<>();

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
   * Runs {@code work} as one transaction, after other writers, or in one with what others wait to
   * write: what costs time is that the disk has it. It may run several times, and a try that failed
   * in its commit may count after all: what it did must do no harm when done again. While it waits
   * for the disk, other writers wait behind it.
   */
  <T> T write(Work<T> work) {
    PendingWrite<T> own = new PendingWrite<>(connections.withLastAct(work));
    if (queues) {
      waiting.add(own);
    }
    lock();
    try {
      if (!own.isDone()) {
        waiting.remove(own);
        writeWithOthers(own);
      }
      return own.answer();
    } finally {
      connections.writing().unlock();
    }
  }

  private void writeWithOthers(PendingWrite<?> own) {
    List<PendingWrite<?>> all = new ArrayList<>(List.of(own));
    while (all.size() < MOST_TOGETHER && !waiting.isEmpty()) {
      all.add(waiting.remove());
    }
    boolean written = false;
    try {
      writeAll(all);
      written = true;
    } catch (RuntimeException e) {
      boolean ofDisk =
          e instanceof LedgerException failure && failure.kind() != LedgerException.Kind.BROKEN;
      if (all.size() == 1 || ofDisk) {
        throw e;
      }
    } finally {
      if (!written) {
        // What failed may be somebody else's: each of them tries by itself.
        waiting.addAll(all.subList(1, all.size()));
      }
    }
    if (!written) {
      writeAll(List.of(own));
    }
  }

  private void writeAll(List<PendingWrite<?>> writes) {
    patience.insist(
        () ->
            connections.write(
                session -> {
                  for (PendingWrite<?> one : writes) {
                    one.run(session);
                  }
                  return true;
                }),
        connections.errors());
    writes.forEach(PendingWrite::committed);
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
