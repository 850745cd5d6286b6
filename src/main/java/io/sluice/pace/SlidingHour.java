package io.sluice.pace;

import java.time.Duration;

/**
 * How many requests were made within the last hour, in slots of ten seconds: the same small memory
 * for any number of requests. Decides only; elapsed time is passed in. Not thread-safe.
 *
 * <p>A slot counts until its last request is an hour old, and one slot longer, because requests do
 * not all take equally long to the server. So the server never sees more in an hour than is counted
 * here.
 */
final class SlidingHour {
  private static final long SLOT_SECONDS = 10;

  /** The slots of an hour, the one that is being filled, and the one to spare. */
  private static final int SLOTS = 360 + 2;

  private final long[] counts = new long[SLOTS];
  private long newest;
  private long used;

  /** Counts one request. */
  void count(Duration elapsed) {
    advance(elapsed);
    counts[place(newest)]++;
    used++;
  }

  /** How many requests count. */
  long used(Duration elapsed) {
    advance(elapsed);
    return used;
  }

  /** How long until one more request keeps within {@code limit}; zero when it does so now. */
  Duration untilBelow(long limit, Duration elapsed) {
    advance(elapsed);
    long excess = used - limit;
    if (excess < 0) {
      return Duration.ZERO;
    }
    long slot = oldest();
    for (long freed = at(slot); freed <= excess && slot < newest; freed += at(slot)) {
      slot++;
    }
    return endOf(slot).minus(elapsed);
  }

  /**
   * The fastest steady pace, in requests a second, that never has to stop for {@code limit}: at
   * every moment of the coming hour, what is left now and what will have come back until then must
   * do for the time until then.
   */
  double steadyRate(long limit, Duration elapsed) {
    advance(elapsed);
    double available = Math.max(0, limit - used);
    double rate = Double.MAX_VALUE;
    for (long slot = oldest(); slot <= newest; slot++) {
      rate = Math.min(rate, available / seconds(endOf(slot).minus(elapsed)));
      available += at(slot);
    }
    return rate;
  }

  private void advance(Duration elapsed) {
    long now = elapsed.toSeconds() / SLOT_SECONDS;
    for (long slot = Math.max(newest, now - SLOTS) + 1; slot <= now; slot++) {
      used -= at(slot);
      counts[place(slot)] = 0;
    }
    newest = Math.max(newest, now);
  }

  private long oldest() {
    return newest - SLOTS + 1;
  }

  private long at(long slot) {
    return counts[place(slot)];
  }

  /** When the slot counts no more, on the scale of the elapsed time. */
  private static Duration endOf(long slot) {
    return Duration.ofSeconds((slot + SLOTS) * SLOT_SECONDS);
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
