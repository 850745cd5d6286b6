package io.sluice.source;

import java.time.Duration;

/**
 * How long to wait before a watch that ended is started again: 1 s, doubling to 60 s, and from the
 * beginning after one that ran for a minute. One thread.
 */
public final class RestartBackoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration HEALTHY = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /** The wait after a watch that ran for {@code ranFor}. */
  public Duration delayAfter(Duration ranFor) {
    if (ranFor.compareTo(HEALTHY) >= 0) {
      next = FIRST;
    }
    Duration delay = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return delay;
  }
}
