package io.sluice.upload;

import java.util.Objects;

/**
 * How a pool works.
 *
 * @param targetName the target's name, for threads, reports and messages
 * @param workers parallel workers, 1 to 64
 * @param retry when and how often things are tried again
 * @param groups how items are put together for one call
 * @param budget how dear requests are
 */
public record PoolSettings(
    String targetName, int workers, RetryPolicy retry, GroupLimits groups, RequestBudget budget) {
  public PoolSettings {
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException("workers must be 1 to 64: " + workers);
    }
    Objects.requireNonNull(targetName, "targetName");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(groups, "groups");
    Objects.requireNonNull(budget, "budget");
  }
}
