package io.sluice.app;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whether the clock can be right: keys, certificates and the age of files depend on it. */
final class ClockCheckup {
  private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");

  private ClockCheckup() {}

  static Checkup of(Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(EARLIEST)
        ? Checkup.warn("clock", "it says " + now, "set it, best by NTP: timedatectl set-ntp true")
        : Checkup.ok("clock", now.toString());
  }
}
