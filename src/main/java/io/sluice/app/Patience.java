package io.sluice.app;

import io.sluice.event.TargetHealth;
import io.sluice.upload.PoolStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a one-shot run waits for a target that is not well. Pure.
 *
 * @param unreachable how long one that does not answer is probed before the run ends without it
 * @param throttled the longest pause asked for by a server that is waited for
 * @param idle how long a server may ask for one short pause after the other while nothing is done
 */
record Patience(Duration unreachable, Duration throttled, Duration idle) {
  static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMinutes(5));

  /** Whether a target in this condition is not waited for any longer. */
  boolean isOver(PoolStatus status, Instant now) {
    if (status.health() == TargetHealth.REFUSED) {
      return true;
    }
    if (status.health() == TargetHealth.THROTTLED) {
      return isPauseTooLong(status, now) || isIdle(status, now);
    }
    return status.health() == TargetHealth.UNREACHABLE
        && status.parkedSince().filter(since -> now.isAfter(since.plus(unreachable))).isPresent();
  }

  /** Whether a server that asks for a pause asks for a longer one than is waited for. */
  boolean isPauseTooLong(PoolStatus status, Instant now) {
    return status.retryAt().isAfter(now.plus(throttled));
  }

  /** What is under way is waited for: a large file takes its time. */
  private boolean isIdle(PoolStatus status, Instant now) {
    return status.inFlight() == 0
        && status.idleSince().filter(since -> now.isAfter(since.plus(idle))).isPresent();
  }
}
