package io.sluice.config;

import java.time.Duration;

/**
 * When a file counts as written.
 *
 * @param quietPeriod how long it must not change
 * @param maxWait when a file that does not settle is given up as incomplete; above zero, and not
 *     below a fixed quiet period
 * @param checkStructure whether its own format must say that it is whole
 * @param onIncomplete what becomes of one that is not whole when its time is up
 * @param doneFile empty for none; a plain file name that marks a whole directory as written; or a
 *     pattern with {@code {name}} or {@code {stem}} that marks one file
 */
public record SettleConfig(
    QuietPeriod quietPeriod,
    Duration maxWait,
    boolean checkStructure,
    OnIncomplete onIncomplete,
    String doneFile) {
  /** What holds unless configured. */
  public static final SettleConfig DEFAULT =
      new SettleConfig(new QuietPeriod.Auto(), Duration.ofMinutes(10), true, OnIncomplete.HOLD, "");

  public SettleConfig {
    Checks.positive("max wait", maxWait);
    if (quietPeriod instanceof QuietPeriod.Fixed fixed) {
      Checks.require(
          maxWait.compareTo(fixed.duration()) >= 0,
          "max wait must not be below the quiet period",
          maxWait);
    }
    Checks.require(DoneFileText.isValid(doneFile), "not a done file", doneFile);
  }
}
