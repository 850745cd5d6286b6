package io.sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      // Broken by hand: between words alone it would be broken within the paths.
      description = {
        "Configuration file. Without it:",
        "$SLUICE_CONFIG, else",
        "~/.config/sluice/sluice.yaml, else",
        "/etc/sluice/sluice.yaml, else",
        "defaults."
      })
  private Path config;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log every file.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Log warnings and errors only.")
  private boolean quiet;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "How log lines are written (default: text).",
      defaultValue = "text")
  private LogFormat logFormat;

  /** How log lines are written. */
  enum LogFormat {
    text,
    json
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  boolean verbose() {
    return verbose;
  }

  boolean quiet() {
    return quiet;
  }

  LogFormat logFormat() {
    return logFormat;
  }
}
