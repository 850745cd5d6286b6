package io.sluice.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when a folder is reported, and writes it: at each interval; while nothing changes, only
 * as often as the interval for idle times; and always when asked for the last time. Not
 * thread-safe.
 */
public final class PeriodicReport {
  private final Duration interval;
  private final Duration whenIdle;
  private final ReportSink sink;
  private final Map<String, FolderSnapshot> last = new HashMap<>();
  private Instant nextAt;

  public PeriodicReport(Duration interval, Duration whenIdle, ReportSink sink, Instant start) {
    this.interval = interval;
    this.whenIdle = whenIdle;
    this.sink = sink;
    this.nextAt = start.plus(interval);
  }

  /** When {@link #report} is due next. */
  public Instant nextAt() {
    return nextAt;
  }

  /** Reports those folders that changed, or were silent for long. */
  public void report(List<FolderSnapshot> folders, Instant now) {
    for (FolderSnapshot folder : folders) {
      Optional<FolderSnapshot> before = Optional.ofNullable(last.get(folder.name()));
      if (before.isEmpty() || changed(before.get(), folder) || silent(before.get(), now)) {
        write(folder, before);
      }
    }
    nextAt = now.plus(interval);
  }

  /** Reports all folders, whatever was said before. */
  public void reportAll(List<FolderSnapshot> folders) {
    for (FolderSnapshot folder : folders) {
      write(folder, Optional.ofNullable(last.get(folder.name())));
    }
  }

  private void write(FolderSnapshot folder, Optional<FolderSnapshot> before) {
    sink.write(folder, before);
    last.put(folder.name(), folder);
  }

  private boolean silent(FolderSnapshot before, Instant now) {
    return !now.isBefore(before.at().plus(whenIdle));
  }

  private static boolean changed(FolderSnapshot before, FolderSnapshot now) {
    return !before.counts().files().equals(now.counts().files())
        || before.state() != now.state()
        || before.ignored() != now.ignored();
  }
}
