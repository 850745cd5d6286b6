package io.sluice.upload;

import java.time.Duration;

/** How dear requests are at this moment. Asked by the pool's workers; answers at once. */
@FunctionalInterface
public interface RequestBudget {
  /** Requests cost nothing but their time. */
  RequestBudget UNLIMITED = requestsPerGroup -> Duration.ZERO;

  /**
   * How far apart groups should be that take so many requests each, so that the platform's hourly
   * limit lasts; zero where there is none.
   */
  Duration spacing(int requestsPerGroup);
}
