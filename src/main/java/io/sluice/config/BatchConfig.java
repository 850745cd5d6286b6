package io.sluice.config;

import java.time.Duration;

/**
 * How files are put together for one request, where the platform takes several.
 *
 * @param size most files of one request, 1 to {@value #MAX_SIZE}
 * @param longestWait how long the first file that arrives waits for others, not negative
 */
public record BatchConfig(int size, Duration longestWait) {
  /** The most files that a request can be configured to carry. */
  public static final int MAX_SIZE = 500;

  /** The longest wait that can be configured. */
  public static final Duration MAX_WAIT = Duration.ofMinutes(10);

  /** 100 files, and two seconds. */
  public static final BatchConfig DEFAULT = new BatchConfig(100, Duration.ofSeconds(2));

  public BatchConfig {
    Checks.range("batch size", size, 1, MAX_SIZE);
    Checks.require(
        !longestWait.isNegative() && longestWait.compareTo(MAX_WAIT) <= 0,
        "not 0s to 10m of wait",
        longestWait);
  }
}
