package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code report}. */
final class ReportReader {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private ReportReader() {}

  static Optional<ReportConfig> read(Fields fields) {
    ReportConfig base = ReportConfig.DEFAULT;
    ValueReader<Duration> durations = DurationText.atLeast(SHORTEST);
    Duration interval = fields.value("interval", base.interval(), durations);
    Duration whenIdle = fields.value("when-idle", base.whenIdle(), durations);
    ReportFormat format = fields.value("format", base.format(), ChoiceText.of(ReportFormat.class));
    Optional<Path> file = fields.value("file", fields.reading().paths());
    fields.finish(Section.OTHER);
    return fields.isSound()
        ? Optional.of(new ReportConfig(interval, whenIdle, format, file))
        : Optional.empty();
  }
}
