package io.sluice.upload;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When, and how often, something is tried again.
 *
 * @param maxAttempts tries of one item before it fails, at least 1
 * @param firstDelay the delay after the first failure
 * @param maxDelay the longest delay
 * @param failedAgainAfter when an item that failed for good is looked at again
 * @param faultsCount whether a failure of the server's own, or of the local disk, uses up an
 *     attempt of the item it hit: so in a one-shot command, which has to end; never in the daemon
 */
public record RetryPolicy(
    int maxAttempts,
    Duration firstDelay,
    Duration maxDelay,
    Duration failedAgainAfter,
    boolean faultsCount) {
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("at least one attempt is needed: " + maxAttempts);
    }
    if (firstDelay.isNegative() || firstDelay.isZero() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("delays must grow: " + firstDelay + ", " + maxDelay);
    }
  }

  /** For the daemon: patient, and again the next day. */
  public static RetryPolicy daemon() {
    return new RetryPolicy(
        8, Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(1), false);
  }

  /** For a command that somebody waits for. */
  public static RetryPolicy oneShot() {
    return new RetryPolicy(
        4, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofDays(1), true);
  }

  /**
   * The delay after the {@code failures}-th failure in a row: exponential, with jitter over its
   * upper half, so that many that failed together do not come back together.
   *
   * @param failures 1 or more
   */
  public Duration delay(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, 30);
    long capped =
        (long)
            Math.min((double) maxDelay.toMillis(), firstDelay.toMillis() * Math.pow(2, doublings));
    return Duration.ofMillis(Math.round(capped * (0.5 + random.nextDouble() / 2)));
  }
}
