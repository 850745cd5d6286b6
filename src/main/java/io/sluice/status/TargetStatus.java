package io.sluice.status;

import io.sluice.event.TargetHealth;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A target of the daemon at one moment.
 *
 * @param name its name
 * @param type its type, as in the configuration
 * @param health how it does
 * @param reason what is wrong with it; empty when nothing is
 * @param retryAt when it is tried next; empty when it is well
 * @param parkedSince since when nothing has succeeded, while something is wrong
 * @param inFlight requests under way
 */
public record TargetStatus(
    String name,
    String type,
    TargetHealth health,
    String reason,
    Optional<Instant> retryAt,
    Optional<Instant> parkedSince,
    int inFlight) {
  public TargetStatus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(retryAt, "retryAt");
    Objects.requireNonNull(parkedSince, "parkedSince");
  }
}
