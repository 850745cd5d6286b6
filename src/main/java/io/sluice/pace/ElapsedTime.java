package io.sluice.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that only moves forward, made of a clock that may be set. While the clock is put back, no
 * time passes; a clock that is put forward cannot be told from time that went by. Not thread-safe.
 */
final class ElapsedTime {
  private Instant last;
  private Duration elapsed = Duration.ZERO;

  ElapsedTime(Instant start) {
    this.last = start;
  }

  /** How long it has been since the start. */
  Duration at(Instant now) {
    if (now.isAfter(last)) {
      elapsed = elapsed.plus(Duration.between(last, now));
    }
    last = now;
    return elapsed;
  }
}
