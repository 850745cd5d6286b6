package io.sluice.config;

import java.time.Duration;

/** How long a file must not change before it counts as written. */
public sealed interface QuietPeriod permits QuietPeriod.Auto, QuietPeriod.Fixed {
  /** 2 s; 10 s where the format has no structure check; 15 s on a network mount. */
  record Auto() implements QuietPeriod {}

  /**
   * The same for every file.
   *
   * @param duration above zero
   */
  record Fixed(Duration duration) implements QuietPeriod {
    public Fixed {
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException("quiet period must be above zero: " + duration);
      }
    }
  }
}
