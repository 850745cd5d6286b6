package io.sluice.failpoint;

import java.util.List;
import java.util.function.Supplier;

/** Puts points around transactions, and within them by way of {@link #lastAct}. */
final class Transactions {
  private final Passages passages;
  private final ThreadLocal<List<Step>> underWay = ThreadLocal.withInitial(List::of);

  Transactions(Passages passages) {
    this.passages = passages;
  }

  /** Runs a call that is one transaction. */
  <T> T around(List<Step> steps, Supplier<T> call) {
    passages.passed(steps, Moment.BEFORE);
    underWay.set(steps);
    T answer;
    try {
      answer = call.get();
    } finally {
      underWay.remove();
    }
    passages.passed(steps, Moment.AFTER);
    return answer;
  }

  /** As above, without an answer. */
  void around(List<Step> steps, Runnable call) {
    around(
        steps,
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * What the ledger runs within the transaction of this thread's call, when its rows are written;
   * another thread may do that.
   */
  Runnable lastAct() {
    List<Step> steps = underWay.get();
    return () -> passages.passed(steps, Moment.INSIDE);
  }

  /** A read, which has no inside. */
  <T> T read(Step step, Supplier<T> call) {
    passages.passed(step, Moment.BEFORE);
    T answer = call.get();
    passages.passed(step, Moment.AFTER);
    return answer;
  }
}
