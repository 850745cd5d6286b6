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
 * @param idleSince since when nothing has succeeded, though it was tried; a server that asks for
 *     one short pause after the other is not parked for long, and yet takes nothing
 * @param inFlight jobs being worked on
 * @param itemCalls calls made for files since the start: look-ups, reservations, transfers, commits
 */
public record PoolStatus(
    TargetHealth health,
    String reason,
    Instant retryAt,
    Optional<Instant> parkedSince,
    Optional<Instant> idleSince,
    int inFlight,
    long itemCalls) {}
