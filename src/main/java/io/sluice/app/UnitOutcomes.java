package io.sluice.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.RelativePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the end of an item of several files for each of them, since a pool tells it for the first
 * one, and files are what is counted. Of what an earlier run queued only the first file is told.
 * Thread-safe.
 */
final class UnitOutcomes implements IngestListener {
  private final IngestListener next;

  @GuardedBy("this")
  private final Map<String, Map<RelativePath, List<RelativePath>>> others = new HashMap<>();

  UnitOutcomes(IngestListener next) {
    this.next = next;
  }

  /** An item waits for its upload. */
  synchronized void queued(String folder, RelativePath first, List<RelativePath> further) {
    others.computeIfAbsent(folder, none -> new HashMap<>()).put(first, List.copyOf(further));
  }

  /** Items of that folder that wait. */
  synchronized int waiting(String folder) {
    return others.getOrDefault(folder, Map.of()).size();
  }

  /** The folder was given another dataset: nothing of it waits any more. */
  synchronized void forget(String folder) {
    others.remove(folder);
  }

  /** It was taken back. */
  synchronized void withdrawn(String folder, RelativePath first) {
    others.getOrDefault(folder, new HashMap<>()).remove(first);
  }

  @Override
  public void on(IngestEvent event) {
    next.on(event);
    if (event instanceof IngestEvent.FileOutcome outcome) {
      further(outcome).forEach(path -> next.on(sameEnd(outcome, path)));
    }
  }

  private synchronized List<RelativePath> further(IngestEvent.FileOutcome outcome) {
    List<RelativePath> files =
        others.getOrDefault(outcome.folder(), new HashMap<>()).remove(outcome.path());
    return files == null ? List.of() : files;
  }

  /** The bytes of all files were told with the first one. */
  private static IngestEvent sameEnd(IngestEvent.FileOutcome first, RelativePath path) {
    return new IngestEvent.FileOutcome(
        first.folder(),
        path,
        first.state(),
        first.reason(),
        first.virtualFolder(),
        first.status(),
        first.attempts(),
        0,
        first.at(),
        first.repeated());
  }
}
