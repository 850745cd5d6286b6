package io.sluice.pace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The requests of an hour: no more than is configured, and no more than the server says. Safe for
 * any number of threads.
 */
final class HourlyBudget {
  /** What a steady pace uses of what there is; the rest is for retries and look-ups. */
  private static final double SHARE = 0.8;

  private static final Duration LONGEST_SPACING = Duration.ofSeconds(60);

  private final Clock clock;
  private final OptionalLong configured;

  @GuardedBy("this")
  private final ElapsedTime time;

  @GuardedBy("this")
  private final SlidingHour sent = new SlidingHour();

  @GuardedBy("this")
  private final ServerBudget server = new ServerBudget();

  @GuardedBy("this")
  private OptionalLong limit;

  @GuardedBy("this")
  private long inFlight;

  HourlyBudget(OptionalLong configured, Clock clock) {
    if (configured.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "requests per hour must be at least 1: " + configured.getAsLong());
    }
    this.clock = clock;
    this.configured = configured;
    this.limit = configured;
    this.time = new ElapsedTime(clock.instant());
  }

  /** How long until a request may be made; zero when it may now. */
  synchronized Duration untilFree() {
    return untilFree(elapsed());
  }

  /** Takes one request out of the budget, unless it is used up: then as {@link #untilFree()}. */
  synchronized Duration take() {
    Duration elapsed = elapsed();
    Duration wait = untilFree(elapsed);
    if (wait.isZero()) {
      sent.count(elapsed);
      server.take(elapsed);
      inFlight++;
    }
    return wait;
  }

  /** A request was not answered. */
  synchronized void unanswered() {
    inFlight = Math.max(0, inFlight - 1);
  }

  /** A request was answered. */
  synchronized void answered(RateLimit told) {
    inFlight = Math.max(0, inFlight - 1);
    server.heard(told, inFlight, elapsed());
    // Where it says what remains, that is the better measure: its window need not be an hour.
    if (told.limit().isPresent() && told.remaining().isEmpty()) {
      limit = lower(configured, told.limit().getAsLong());
    }
  }

  /** As {@link Pace#spacing}. */
  synchronized Duration spacing(int requests) {
    Duration elapsed = elapsed();
    double own = limit.isPresent() ? sent.steadyRate(limit.getAsLong(), elapsed) : Double.MAX_VALUE;
    double seconds = requests / (SHARE * Math.min(own, server.steadyRate(elapsed)));
    double longest = LONGEST_SPACING.toSeconds();
    return Duration.ofNanos((long) (1e9 * (seconds < longest ? seconds : longest)));
  }

  @GuardedBy("this")
  private Duration untilFree(Duration elapsed) {
    Duration own = limit.isPresent() ? sent.untilBelow(limit.getAsLong(), elapsed) : Duration.ZERO;
    Duration theirs = server.untilFree(inFlight, elapsed);
    return own.compareTo(theirs) < 0 ? theirs : own;
  }

  private static OptionalLong lower(OptionalLong configured, long told) {
    return OptionalLong.of(Math.min(configured.orElse(told), told));
  }

  @GuardedBy("this")
  private Duration elapsed() {
    return time.at(clock.instant());
  }
}
