package io.sluice.pace;

import java.time.Duration;

/**
 * What a server says that is left of its limit, less what was sent since. Decides only; elapsed
 * time is passed in. Not thread-safe.
 *
 * <p>A hundredth of the limit, at most {@value #LARGEST_RESERVE} requests, stays unused, for what
 * else uses the same key. Where all was used, one request at a time goes out after the end of the
 * window, until an answer says what there is: of a sliding window little may have come back.
 */
final class ServerBudget {
  private static final long LARGEST_RESERVE = 10;

  /** For a server that does not say when, or says that it is now. */
  private static final Duration UNTOLD_WAIT = Duration.ofMinutes(1);

  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Answers about one window may differ by so much in its end. */
  private static final Duration SAME_END = Duration.ofSeconds(3);

  private boolean known;
  private long left;
  private Duration end = Duration.ZERO;
  private Duration lastsUntil = Duration.ZERO;

  /**
   * Takes in what an answer said.
   *
   * @param inFlight requests that are on their way: the server may not have counted them yet
   */
  void heard(RateLimit told, long inFlight, Duration elapsed) {
    if (told.remaining().isEmpty()) {
      // An answer that says nothing (from a proxy, say) takes back what is still in force as
      // little.
      known = known && elapsed.compareTo(end) < 0;
      return;
    }
    long reserve = Math.min(LARGEST_RESERVE, told.limit().orElse(0) / 100);
    long usable = told.remaining().getAsLong() - reserve - inFlight;
    Duration newEnd = elapsed.plus(longer(told.resetIn().orElse(UNTOLD_WAIT), LEAST_WAIT));
    boolean sameWindow =
        known
            && elapsed.compareTo(end) < 0
            && newEnd.minus(end).abs().compareTo(SAME_END) <= 0
            && told.resetIn().isPresent();
    left = sameWindow ? Math.min(left, usable) : usable;
    end = newEnd;
    lastsUntil = told.resetIn().isPresent() ? newEnd : elapsed.plus(HOUR);
    known = true;
  }

  /** How long until a request may be made; zero when it may now. */
  Duration untilFree(long inFlight, Duration elapsed) {
    if (!known || left > 0) {
      return Duration.ZERO;
    }
    if (elapsed.compareTo(end) < 0) {
      return end.minus(elapsed);
    }
    return inFlight == 0 ? Duration.ZERO : LEAST_WAIT;
  }

  /** One request is sent. */
  void take(Duration elapsed) {
    if (known && left > 0 && elapsed.compareTo(lastsUntil) >= 0) {
      // The window is over, and there was enough to the end.
      known = false;
    }
    left--;
  }

  /** Requests a second that last to the end of the window. */
  double steadyRate(Duration elapsed) {
    if (!known || elapsed.compareTo(lastsUntil) >= 0) {
      return Double.MAX_VALUE;
    }
    return Math.max(0, left) / (lastsUntil.minus(elapsed).toNanos() / 1e9);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
