package io.sluice.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteException;

/**
 * How long calls insist on a ledger whose file cannot be used for the moment: its disk is full,
 * read-only or at fault, or another program has it locked. A call that fails so has changed
 * nothing, and is made again until it succeeds; so whoever calls is held up before its next step,
 * rather than going on without having written down the last one.
 *
 * <p>Thread-safe. Before {@link #begin} and after {@link #end} nothing waits.
 */
public final class LedgerPatience {
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  private final Duration longest;
  private final OutageListener listener;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;

  @GuardedBy("this")
  private int waiting;

  @GuardedBy("this")
  private long sinceNanos;

  /**
   * @param longest how long an outage may last before its calls fail
   */
  public LedgerPatience(Duration longest, OutageListener listener) {
    this.longest = longest;
    this.listener = listener;
  }

  /** Calls fail at the first error. */
  public static LedgerPatience none() {
    return new LedgerPatience(
        Duration.ZERO,
        new OutageListener() {
          @Override
          public void waiting(String reason) {}

          @Override
          public void over(Duration lasted) {}
        });
  }

  /** From now on calls wait: whoever would be told of a failure at once is not there any more. */
  public void begin() {
    begun = true;
  }

  /** From now on nothing waits any more; what waits fails. */
  public void end() {
    ended.countDown();
  }

  /** One try. */
  interface Try<T> {
    T run() throws SQLException;
  }

  /** Tries until it succeeds, or fails for good. */
  <T> T insist(Try<T> call, LedgerErrors errors) {
    Delay delay = new Delay();
    try {
      while (true) {
        try {
          T answer = call.run();
          delay.succeeded();
          return answer;
        } catch (SQLException e) {
          delay.after(errors.of(e));
        }
      }
    } finally {
      delay.stop();
    }
  }

  /** Whether an error has to do with the disk or with other programs, and may pass. */
  static boolean mayPass(SQLException error) {
    return error instanceof SQLiteException e
        && switch (LedgerErrors.kind(e)) {
          // BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL
          case 5, 6, 8, 10, 13, 14, 15 -> true;
          default -> false;
        };
  }

  private synchronized void started() {
    if (waiting++ == 0) {
      sinceNanos = System.nanoTime();
    }
  }

  private synchronized Duration lasted() {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  /** Says whether this was the last that waited. */
  private synchronized boolean stopped() {
    return --waiting == 0;
  }

  /** The waiting of one call. */
  private final class Delay {
    private Duration next = FIRST_DELAY;
    private boolean counted;

    /** Waits a while after a failure; throws it, if there is no waiting. */
    void after(LedgerException failure) {
      boolean passing = failure.kind() == LedgerException.Kind.UNAVAILABLE;
      if (!passing || !begun || longest.isZero()) {
        throw failure;
      }
      if (!counted) {
        counted = true;
        started();
      }
      if (lasted().compareTo(longest) > 0) {
        throw failure;
      }
      listener.waiting(failure.getMessage());
      pause(failure);
    }

    private void pause(LedgerException failure) {
      try {
        if (ended.await(next.toNanos(), TimeUnit.NANOSECONDS)) {
          throw failure.cutOff();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure.cutOff();
      }
      Duration doubled = next.multipliedBy(2);
      next = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }

    void succeeded() {
      if (counted) {
        counted = false;
        Duration lasted = lasted();
        if (stopped()) {
          listener.over(lasted);
        }
      }
    }

    void stop() {
      if (counted) {
        counted = false;
        stopped();
      }
    }
  }
}
