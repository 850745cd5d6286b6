package io.sluice.upload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. */
public final class ManualClock extends Clock {
  private volatile Instant now;
  private volatile boolean isSeen;
  private volatile Thread mover = Thread.currentThread();

  public ManualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    if (Thread.currentThread() != mover) {
      isSeen = true;
    }
    return now;
  }

  public synchronized void set(Instant time) {
    now = time;
  }

  /** Moves it by {@code step}, which may be negative. */
  public synchronized void move(Duration step) {
    mover = Thread.currentThread();
    isSeen = false;
    now = now.plus(step);
  }

  /** Whether another thread has looked at it since it was last moved. */
  boolean isSeen() {
    return isSeen;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("in UTC alone");
  }
}
