package io.sluice.settle;

import java.time.Duration;
import java.util.Objects;

/**
 * When a file of one folder counts as complete.
 *
 * @param quietPeriod how long it must not have changed before its structure is checked
 * @param longQuietPeriod the same where the structure says nothing; at least {@code quietPeriod}
 * @param maxWait after which a file that is not complete is reported; it still counts later
 * @param remote whether the stamps come from another machine's clock, so that only a file seen
 *     unchanged for a quiet period is quiet
 * @param doneFile name of the marker without which no file is complete; empty for none
 */
public record SettleRules(
    Duration quietPeriod,
    Duration longQuietPeriod,
    Duration maxWait,
    boolean remote,
    String doneFile) {
  private static final Duration LOCAL_QUIET = Duration.ofSeconds(2);
  private static final Duration LOCAL_LONG_QUIET = Duration.ofSeconds(10);
  private static final Duration REMOTE_QUIET = Duration.ofSeconds(15);

  public SettleRules {
    Objects.requireNonNull(doneFile, "doneFile");
    if (quietPeriod.isNegative() || longQuietPeriod.compareTo(quietPeriod) < 0) {
      throw new IllegalArgumentException(
          "quiet periods must be 0 or more, the long one not shorter: "
              + quietPeriod
              + ", "
              + longQuietPeriod);
    }
    if (maxWait.isNegative() || maxWait.isZero()) {
      throw new IllegalArgumentException("max-wait must be positive: " + maxWait);
    }
  }

  /** The quiet periods of {@code quiet-period: auto}. */
  public static SettleRules auto(boolean remote, Duration maxWait, String doneFile) {
    return remote
        ? new SettleRules(REMOTE_QUIET, REMOTE_QUIET, maxWait, true, doneFile)
        : new SettleRules(LOCAL_QUIET, LOCAL_LONG_QUIET, maxWait, false, doneFile);
  }

  /** One quiet period that the user chose, for every file. */
  public static SettleRules fixed(
      Duration quietPeriod, boolean remote, Duration maxWait, String doneFile) {
    return new SettleRules(quietPeriod, quietPeriod, maxWait, remote, doneFile);
  }

  boolean needsMarker() {
    return !doneFile.isEmpty();
  }
}
