package io.sluice.report;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts one run from its events, folder by folder. A file that comes to a second state (incomplete
 * first, whole later) is counted in the last one, as long as both fall into one run and the caller
 * announces the first as found only once. Thread-safe.
 */
public final class Tally implements IngestListener {
  @GuardedBy("this")
  private final Map<String, FolderTally> folders = new HashMap<>();

  @Override
  public synchronized void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      of(found.folder()).found++;
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      FolderTally tally = of(outcome.folder());
      tally.outcomes.merge(outcome.state(), 1L, Long::sum);
      tally.bytes += outcome.sentBytes();
    } else if (event instanceof IngestEvent.ScanFinished scan) {
      of(scan.folder()).ignored = scan.ignored();
    }
  }

  /** The counts of a folder so far; what was found and has come to nothing yet is pending. */
  public synchronized RunCounts counts(String folder) {
    FolderTally tally = of(folder);
    EnumMap<FileState, Long> files = new EnumMap<>(tally.outcomes);
    long concluded = files.values().stream().mapToLong(Long::longValue).sum();
    files.put(FileState.PENDING, Math.max(0, tally.found - concluded));
    return new RunCounts(files, tally.bytes, tally.ignored);
  }

  @GuardedBy("this")
  private FolderTally of(String folder) {
    return folders.computeIfAbsent(folder, name -> new FolderTally());
  }

  private static final class FolderTally {
    private long found;
    private long bytes;
    private long ignored;
    private final EnumMap<FileState, Long> outcomes = new EnumMap<>(FileState.class);
  }
}
