package io.sluice.ledger;

import io.sluice.ledger.SqliteConnections.Work;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What one caller wants to write: done in a transaction of its own, or with others' in one, by
 * whoever has leave to write. Guarded by that leave.
 */
final class PendingWrite<T> {
  private final Work<T> work;
  private Optional<T> answer = Optional.empty();
  private boolean done;

  PendingWrite(Work<T> work) {
    this.work = work;
  }

  /** Does it within a transaction, which may yet fail; then it is done again. */
  void run(Session session) throws SQLException {
    answer = Optional.of(work.run(session));
  }

  /** Its transaction is durable. */
  void committed() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  T answer() {
    return answer.orElseThrow();
  }
}
