package io.sluice.datasetserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts requests against a {@link RateLimit}, as the platform does: refused ones do not count.
 * Thread-safe. One count is enough: this server has one key.
 */
final class RequestQuota {
  /** Added before seconds are counted, so that they are never too few. */
  private static final long ALMOST_A_SECOND = 999_999_999;

  private final RateLimit limit;
  private final Clock clock;
  private final Deque<Instant> counted = new ArrayDeque<>();

  RequestQuota(RateLimit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * What is left after a request.
   *
   * @param accepted whether the request itself had room
   * @param remaining requests that could follow at once
   * @param resetEpochSecond when the next one is free again
   * @param waitSeconds until then, at least 1
   */
  record Standing(
      int limit, boolean accepted, int remaining, long resetEpochSecond, long waitSeconds) {}

  /** Counts a request, if there is room for it. */
  synchronized Standing count() {
    Instant now = clock.instant();
    forgetAt(now);
    boolean accepted = counted.size() < limit.requests();
    if (accepted) {
      counted.addLast(now);
    }
    Instant reset = counted.getFirst().plus(limit.window());
    return new Standing(
        limit.requests(),
        accepted,
        limit.requests() - counted.size(),
        Duration.between(Instant.EPOCH, reset).plusNanos(ALMOST_A_SECOND).toSeconds(),
        Math.max(1, Duration.between(now, reset).plusNanos(ALMOST_A_SECOND).toSeconds()));
  }

  private void forgetAt(Instant now) {
    while (!counted.isEmpty() && !counted.getFirst().plus(limit.window()).isAfter(now)) {
      counted.removeFirst();
    }
    // The clock was put back: what is later than now would hold requests back for too long.
    while (!counted.isEmpty() && counted.getLast().isAfter(now)) {
      counted.removeLast();
    }
  }
}
