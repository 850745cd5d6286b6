package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.event.TargetHealth;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of a target's health: that something is wrong with it, and once it does well again
 * in what it failed at. A good probe alone is no news. Not thread-safe: {@link SharedDispatch}
 * guards it.
 */
final class HealthNews {
  private final String target;
  private TargetHealth told = TargetHealth.OK;

  HealthNews(String target) {
    this.target = target;
  }

  /**
   * What to tell, if anything.
   *
   * @param isWell whether it does well in all that was tried of late
   */
  Optional<IngestEvent.TargetChanged> of(PoolStatus status, boolean isWell, Instant now) {
    boolean isBad = status.health() != TargetHealth.OK;
    if (status.health() == told || !(isBad || isWell)) {
      return Optional.empty();
    }
    told = status.health();
    return Optional.of(
        new IngestEvent.TargetChanged(
            target, told, status.reason(), isBad ? status.retryAt() : now));
  }

  /** That it is still so: for whoever did not hear it. */
  Optional<IngestEvent.TargetChanged> still(PoolStatus status) {
    return told == TargetHealth.OK || status.health() != told
        ? Optional.empty()
        : Optional.of(
            new IngestEvent.TargetChanged(target, told, status.reason(), status.retryAt()));
  }
}
