package io.sluice.datasetserver;

import java.time.Duration;

/**
 * How many requests one API key may make in a window of time that slides along.
 *
 * @param requests at least 1
 * @param window at least a second
 */
public record RateLimit(int requests, Duration window) {
  public RateLimit {
    if (requests < 1 || window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a rate limit is a request or more in a second or more, not "
              + requests
              + " in "
              + window);
    }
  }
}
