package io.sluice.http;

import io.sluice.pace.Pace;
import io.sluice.pace.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;

/**
 * The headers {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}. What makes no sense
 * counts as not there.
 */
final class RateLimitHeaders {
  /** More requests than this are no limit. */
  private static final long MOST_REQUESTS = 1_000_000_000;

  /** From here on a reset is a time of day, in seconds since 1970; below, a number of seconds. */
  private static final long FIRST_UNIX_SECOND = 1_000_000_000;

  private RateLimitHeaders() {}

  /**
   * @param now the server's time
   */
  static RateLimit read(Headers headers, Instant now) {
    OptionalLong limit = number(headers, "X-RateLimit-Limit", MOST_REQUESTS);
    OptionalLong remaining = number(headers, "X-RateLimit-Remaining", MOST_REQUESTS);
    OptionalLong reset = number(headers, "X-RateLimit-Reset", Long.MAX_VALUE);
    return new RateLimit(
        limit.orElse(0) == 0 ? OptionalLong.empty() : limit,
        remaining,
        reset.isPresent() ? resetIn(reset.getAsLong(), now) : Optional.empty());
  }

  private static Optional<Duration> resetIn(long value, Instant now) {
    long seconds = value < FIRST_UNIX_SECOND ? value : value - now.getEpochSecond();
    // A window that has just ended is one; a time long gone by is none.
    return Math.abs(seconds) > Pace.LONGEST_PAUSE.toSeconds()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.max(0, seconds)));
  }

  private static OptionalLong number(Headers headers, String name, long most) {
    String value = headers.get(name);
    if (value == null || !value.strip().matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(value.strip());
    return number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
