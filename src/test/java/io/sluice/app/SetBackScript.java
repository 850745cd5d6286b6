package io.sluice.app;

import io.sluice.upload.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when it is told to, and a wall clock that is set while it does. */
final class SetBackScript {
  static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final ManualClock wall = new ManualClock(T0);
  private final AtomicLong nanos = new AtomicLong();
  private final ForwardClock clock = new ForwardClock(wall, nanos::get);

  /** What is done to the wall clock. */
  enum Jump {
    NONE,
    A_YEAR_AHEAD,
    AN_HOUR_BACK,
    A_YEAR_BACK,
    A_YEAR_AHEAD_AND_CORRECTED
  }

  ForwardClock clock() {
    return clock;
  }

  Instant wallTime() {
    return wall.instant();
  }

  /** Time passes. */
  void pass(Duration time) {
    wall.move(time);
    nanos.addAndGet(time.toNanos());
  }

  /** Somebody sets the wall clock. */
  void set(Duration by) {
    wall.move(by);
  }

  void jump(Jump jump) {
    switch (jump) {
      case NONE -> {}
      case A_YEAR_AHEAD -> set(YEAR);
      case AN_HOUR_BACK -> set(Duration.ofHours(-1));
      case A_YEAR_BACK -> set(YEAR.negated());
      case A_YEAR_AHEAD_AND_CORRECTED -> {
        set(YEAR);
        clock.instant();
        pass(Duration.ofSeconds(1));
        set(YEAR.negated());
      }
    }
  }
}
