package io.sluice.report;

import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The line that the daemon logs for a folder at each interval. Names and order of its fields are
 * part of the command line's contract. Pure.
 */
final class ReportLine {
  private ReportLine() {}

  /**
   * The line for {@code now}; the rate is over the time since {@code before}, where there is one.
   */
  static String text(FolderSnapshot now, Optional<FolderSnapshot> before) {
    return "report folder="
        + value(now.name())
        + " target="
        + value(now.target())
        + " seen="
        + now.counts().seen()
        + field(now, FileState.UPLOADED)
        + field(now, FileState.SKIPPED)
        + field(now, FileState.FAILED)
        + field(now, FileState.CONFLICT)
        + field(now, FileState.INCOMPLETE)
        + field(now, FileState.PENDING)
        + " ignored="
        + now.ignored()
        + " bytes="
        + now.counts().bytesUploaded()
        + String.format(Locale.ROOT, " rate=%.1f/s", rate(now, before))
        + " oldest_pending="
        + oldestPending(now).toSeconds()
        + "s state="
        + now.state().word();
  }

  /** Uploads a second since {@code before}. */
  static double rate(FolderSnapshot now, Optional<FolderSnapshot> before) {
    if (before.isEmpty()) {
      return 0;
    }
    long uploads =
        now.counts().of(FileState.UPLOADED) - before.get().counts().of(FileState.UPLOADED);
    long millis = Duration.between(before.get().at(), now.at()).toMillis();
    return millis <= 0 ? 0 : Math.max(0, uploads * 1000.0 / millis);
  }

  /** How long the file that has waited longest has done so; zero when none waits. */
  static Duration oldestPending(FolderSnapshot now) {
    Instant since = now.counts().oldestPending().orElse(now.at());
    Duration age = Duration.between(since, now.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static String field(FolderSnapshot now, FileState state) {
    return " " + state.word() + "=" + now.counts().of(state);
  }

  /** A value without spaces or control characters, so that the line stays machine-readable. */
  static String value(String text) {
    return DisplayText.of(text).replace(" ", "\\x20");
  }
}
