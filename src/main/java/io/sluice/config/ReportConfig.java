package io.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The periodic report.
 *
 * @param interval between two reports while something happens
 * @param whenIdle between two reports while nothing does
 * @param format text, or JSON lines
 * @param file an absolute path that it is written to besides the log; empty for the log alone
 */
public record ReportConfig(
    Duration interval, Duration whenIdle, ReportFormat format, Optional<Path> file) {
  /** What holds unless configured. */
  public static final ReportConfig DEFAULT =
      new ReportConfig(
          Duration.ofMinutes(1), Duration.ofHours(1), ReportFormat.TEXT, Optional.empty());

  public ReportConfig {
    Checks.positive("report interval", interval);
    Checks.positive("idle report interval", whenIdle);
    file.ifPresent(path -> Checks.absolute("report file", path));
  }
}
