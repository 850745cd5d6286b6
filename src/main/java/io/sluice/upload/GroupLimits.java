package io.sluice.upload;

import java.time.Duration;

/**
 * How items are put together for one call.
 *
 * @param items most items, 1 to 500; a platform that takes fewer sets its own limit
 * @param longestWait how long the first of a group waits for others, not negative
 */
public record GroupLimits(int items, Duration longestWait) {
  /** Most items of any group. */
  public static final int MOST_ITEMS = 500;

  /** Most bytes of a group that is sent to reserved places. */
  static final long MOST_BYTES = 500_000_000;

  public GroupLimits {
    if (items < 1 || items > MOST_ITEMS) {
      throw new IllegalArgumentException("a group has 1 to " + MOST_ITEMS + " items: " + items);
    }
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException("a wait must not be negative: " + longestWait);
    }
  }
}
