package io.sluice.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whether the clock can be right: keys, certificates and the age of files depend on it. */
final class ClockCheckup {
  private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");

  private static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final String SET = "set it, best by NTP: timedatectl set-ntp true";

  private ClockCheckup() {}

  /**
   * Compares it with a platform's.
   *
   * @param ahead by how much this machine's is ahead
   */
  static Checkup comparedWith(String target, Duration ahead) {
    String subject = "clock and target " + target;
    long seconds = ahead.abs().toSeconds();
    return ahead.abs().compareTo(TOLERANCE) > 0
        ? Checkup.warn(
            subject,
            "this machine is "
                + seconds
                + " s "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " the server",
            SET)
        : Checkup.ok(subject, "they agree to " + Math.max(1, seconds) + " s");
  }

  static Checkup of(Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(EARLIEST)
        ? Checkup.warn("clock", "it says " + now, SET)
        : Checkup.ok("clock", now.toString());
  }
}
