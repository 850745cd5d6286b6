package io.sluice.pace;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says about its limit for requests. Each part may be missing.
 *
 * @param limit requests in a window, at least 1
 * @param remaining requests left in this window, not negative
 * @param resetIn until requests are left again, not negative and at most {@link Pace#LONGEST_PAUSE}
 */
public record RateLimit(OptionalLong limit, OptionalLong remaining, Optional<Duration> resetIn) {
  /** A server that says nothing. */
  public static final RateLimit UNTOLD =
      new RateLimit(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  public RateLimit {
    if (limit.orElse(1) < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + limit.getAsLong());
    }
    if (remaining.orElse(0) < 0) {
      throw new IllegalArgumentException("remaining must not be negative: " + remaining);
    }
    Objects.requireNonNull(resetIn, "resetIn");
    if (resetIn.filter(d -> d.isNegative() || d.compareTo(Pace.LONGEST_PAUSE) > 0).isPresent()) {
      throw new IllegalArgumentException("reset must be within a day: " + resetIn.get());
    }
  }
}
