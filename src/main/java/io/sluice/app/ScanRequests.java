package io.sluice.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When a folder is scanned next: at its interval, but no sooner than {@value #WALKS_BETWEEN} times
 * the last walk's duration; soon after events were lost; every few seconds while the folder is not
 * there; at once when a user says so. Thread-safe.
 */
final class ScanRequests {
  /** A walk may take this part of the time, at most. */
  static final int WALKS_BETWEEN = 50;

  private static final Duration WHILE_MISSING = Duration.ofSeconds(3);
  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final Duration interval;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private Instant regularAt;

  @GuardedBy("lock")
  private Instant soonestAt;

  @GuardedBy("lock")
  private boolean requested;

  @GuardedBy("lock")
  private boolean ordered;

  @GuardedBy("lock")
  private boolean concludeAnew;

  @GuardedBy("lock")
  private long begun;

  ScanRequests(Duration interval, Clock clock) {
    this.interval = interval;
    this.clock = clock;
    this.regularAt = Instant.MIN;
    this.soonestAt = Instant.MIN;
  }

  /**
   * A scan is wanted as soon as it is decent.
   *
   * @return the number of the next scan to begin
   */
  long soon() {
    lock.lock();
    try {
      requested = true;
      changed.signalAll();
      return begun + 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A user wants a scan, now.
   *
   * @param anew whether it is to try again what ended badly
   * @return the number of the scan that will answer this: the next one to begin
   */
  long order(boolean anew) {
    lock.lock();
    try {
      ordered = true;
      concludeAnew |= anew;
      changed.signalAll();
      return begun + 1;
    } finally {
      lock.unlock();
    }
  }

  /** A walk came to its end. */
  void ended(Duration walk) {
    Instant now = clock.instant();
    Duration gap = walk.multipliedBy(WALKS_BETWEEN);
    Duration soon = walk.multipliedBy(2);
    schedule(
        now.plus(gap.compareTo(interval) > 0 ? gap : interval),
        now.plus(soon.compareTo(SHORTEST_GAP) > 0 ? soon : SHORTEST_GAP));
  }

  /** The folder was not there; what the scan was to do besides is left to the next one. */
  void missing(ScanOrder scan) {
    Instant again = clock.instant().plus(WHILE_MISSING);
    schedule(again, again);
    lock.lock();
    try {
      concludeAnew |= scan.concludeAnew();
    } finally {
      lock.unlock();
    }
  }

  private void schedule(Instant regular, Instant soonest) {
    lock.lock();
    try {
      regularAt = regular;
      soonestAt = soonest;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a scan is due, and says which. */
  ScanOrder awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Instant now = clock.instant();
      while (!ordered && now.isBefore(requested ? soonestAt : regularAt)) {
        Instant due = requested ? soonestAt : regularAt;
        Duration left = Duration.between(now, due);
        Duration nap = left.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : left;
        changed.await(Math.max(1, nap.toMillis()), TimeUnit.MILLISECONDS);
        now = clock.instant();
      }
      ScanOrder scan = new ScanOrder(++begun, concludeAnew);
      requested = false;
      ordered = false;
      concludeAnew = false;
      return scan;
    } finally {
      lock.unlock();
    }
  }
}
