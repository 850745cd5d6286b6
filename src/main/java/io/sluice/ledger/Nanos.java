package io.sluice.ledger;

import java.time.Instant;

/**
 * Times of our own clock as one number: nanoseconds since 1970. Times beyond 1677 and 2262 become
 * the nearest that can be held; times of files, which may be anything, are not kept this way.
 */
final class Nanos {
  private static final long PER_SECOND = 1_000_000_000L;
  private static final Instant FIRST = toInstant(Long.MIN_VALUE);
  private static final Instant LAST = toInstant(Long.MAX_VALUE);

  private Nanos() {}

  static long of(Instant time) {
    if (!time.isAfter(FIRST)) {
      return Long.MIN_VALUE;
    }
    if (!time.isBefore(LAST)) {
      return Long.MAX_VALUE;
    }
    // Seconds before 1970 are negative and their nanoseconds positive: go through the next second,
    // or the first product could overflow where the sum does not.
    return time.getEpochSecond() >= 0
        ? time.getEpochSecond() * PER_SECOND + time.getNano()
        : (time.getEpochSecond() + 1) * PER_SECOND + time.getNano() - PER_SECOND;
  }

  static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }
}
