package io.sluice.app;

import io.sluice.event.TargetHealth;
import io.sluice.upload.PoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a follower waits for a target that is not well: as long as a run of its own would. What
 * the daemon had found out before counts only once it has found it out again, since the user may
 * just have mended it. Pure.
 */
final class FollowPatience {
  /** By then the daemon has tried a target, or asked for a dataset, again. */
  static final Duration CONFIRMED_AFTER = Duration.ofSeconds(40);

  private final Instant handedOver;
  private final PoolStatus before;

  /**
   * @param before how the target did at the hand-over
   */
  FollowPatience(Instant handedOver, PoolStatus before) {
    this.handedOver = handedOver;
    this.before = before;
  }

  /** Whether a target in this condition is not waited for any longer. */
  boolean isOver(PoolStatus status, Instant now) {
    boolean triedAgain =
        before.health() == TargetHealth.OK || !status.retryAt().equals(before.retryAt());
    boolean believed = status.health() == TargetHealth.THROTTLED || triedAgain || isLate(now);
    return believed && Patience.DEFAULT.isOver(sinceHandOver(status), now);
  }

  /** Whether a dataset that cannot be had now is not waited for any longer. */
  boolean isMissingForGood(boolean missingBefore, Instant now) {
    return !missingBefore || isLate(now);
  }

  private boolean isLate(Instant now) {
    return now.isAfter(handedOver.plus(CONFIRMED_AFTER));
  }

  private PoolStatus sinceHandOver(PoolStatus status) {
    Optional<Instant> since =
        status.parkedSince().map(at -> at.isBefore(handedOver) ? handedOver : at);
    return new PoolStatus(
        status.health(),
        status.reason(),
        status.retryAt(),
        since,
        status.idleSince(),
        status.inFlight(),
        status.itemCalls());
  }
}
