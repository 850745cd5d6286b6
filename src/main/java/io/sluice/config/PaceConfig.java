package io.sluice.config;

import java.util.OptionalLong;

/**
 * How fast all folders of one target together may go.
 *
 * @param requestsPerSecond counted API requests a second, above 0 and at most {@value #MAX_RATE}
 * @param requestsPerHour counted API requests within any hour, 1 to {@value #MAX_PER_HOUR}; empty
 *     for what the server says alone
 * @param bytesPerSecond bytes a second of file content, above 0; empty for no limit
 */
public record PaceConfig(
    double requestsPerSecond, OptionalLong requestsPerHour, OptionalLong bytesPerSecond) {
  /** The highest rate that can be configured. */
  public static final double MAX_RATE = 10_000;

  /** The highest number an hour that can be configured; more is no limit to any server. */
  public static final int MAX_PER_HOUR = 36_000_000;

  /** 10 requests a second: the default against a platform, which is shared with others. */
  public static final PaceConfig PLATFORM_DEFAULT =
      new PaceConfig(10, OptionalLong.empty(), OptionalLong.empty());

  /** 1000 requests a second: the default of an embedded target, which runs on this machine. */
  public static final PaceConfig EMBEDDED_DEFAULT =
      new PaceConfig(1000, OptionalLong.empty(), OptionalLong.empty());

  public PaceConfig {
    if (!(requestsPerSecond > 0 && requestsPerSecond <= MAX_RATE)) {
      throw new IllegalArgumentException(
          "requests per second must be above 0 and at most " + MAX_RATE + ": " + requestsPerSecond);
    }
    if (requestsPerHour.isPresent()) {
      Checks.range("requests per hour", requestsPerHour.getAsLong(), 1, MAX_PER_HOUR);
    }
    if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() <= 0) {
      throw new IllegalArgumentException(
          "bytes per second must be above 0: " + bytesPerSecond.getAsLong());
    }
  }
}
