package io.sluice.upload;

import io.sluice.event.TargetHealth;
import java.time.Instant;
import java.util.Optional;

/**
 * What a pool is doing.
 *
 * @param health how its target does
 * @param reason what is wrong with the target; empty when nothing is
 * @param retryAt when the target is tried next
 * @param parkedSince since when nothing has succeeded, while something is wrong
 * @param inFlight jobs being worked on
 * @param itemCalls calls made for files since the start: look-ups, reservations, transfers, commits
 */
public record PoolStatus(
    TargetHealth health,
    String reason,
    Instant retryAt,
    Optional<Instant> parkedSince,
    int inFlight,
    long itemCalls) {}
