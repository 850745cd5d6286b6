package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;
import io.sluice.source.ScanVisitor;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks again at the files of a folder that a run is for, where the ledger says that they ended
 * badly, instead of walking the folder. Runs on the folder's scan thread.
 */
final class RetryPass implements FolderWalk {
  /** What is tried again. */
  static final Set<EntryState> RETRIED =
      EnumSet.of(EntryState.FAILED, EntryState.CONFLICT, EntryState.INCOMPLETE);

  private static final int PAGE = 1_000;

  private final FolderContext folder;
  private final Inspector inspector;
  private final Ledger ledger;
  private final ScanPass.ScanReceiver receiver;
  private final RunScope scope;
  private final IngestListener events;
  private final Clock clock;

  RetryPass(
      FolderContext folder,
      Inspector inspector,
      Ledger ledger,
      ScanPass.ScanReceiver receiver,
      RunScope scope,
      IngestListener events,
      Clock clock) {
    this.folder = folder;
    this.inspector = inspector;
    this.ledger = ledger;
    this.receiver = receiver;
    this.scope = scope;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ScanSummary run(boolean concludeAnew)
      throws RootUnavailableException, InterruptedException {
    long startNanos = System.nanoTime();
    inspector.walking();
    long looked = 0;
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page = ledger.filesIn(folder.folderId(), RETRIED, after, PAGE);
    while (!page.isEmpty()) {
      for (FileEntry entry : page) {
        if (scope.contains(entry.path())) {
          look(entry);
          looked++;
        }
      }
      after = Optional.of(page.get(page.size() - 1).path());
      page = ledger.filesIn(folder.folderId(), RETRIED, after, PAGE);
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    return new ScanSummary(0, looked, 0, Map.of(), 0, elapsed, "");
  }

  private void look(FileEntry entry) throws RootUnavailableException, InterruptedException {
    RelativePath path = entry.path();
    Look look = inspector.look(path);
    events.on(new IngestEvent.FileFound(folder.name(), path));
    if (look instanceof Look.Found file) {
      receiver.found(inspector.found(file.file()));
    } else if (look instanceof Look.TooLarge large) {
      receiver.tooLarge(large.file(), large.limitBytes(), Optional.of(entry));
    } else if (look instanceof Look.Unreadable trouble) {
      receiver.unreadable(path, trouble.reason());
    } else if (inspector.isRootThere()) {
      gone(entry);
      if (look instanceof Look.Directory directory) {
        // It could not be read before: what is in it was never seen.
        folder.scan().runBelow(directory.directory(), new Below());
      }
    }
  }

  private void gone(FileEntry entry) {
    receiver.gone(entry.path(), entry);
    events.on(
        new IngestEvent.FileOutcome(
            folder.name(),
            entry.path(),
            FileState.VANISHED,
            "not there any more",
            "",
            0,
            0,
            0,
            clock.instant()));
  }

  /** Adds the files of a directory to those that the run is for. */
  private final class Below implements ScanVisitor {
    @Override
    public void files(List<Sighting> chunk) throws InterruptedException {
      List<RelativePath> paths = chunk.stream().map(Sighting::path).toList();
      Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), paths);
      for (Sighting sighting : chunk) {
        if (!known.containsKey(sighting.path())) {
          announce(sighting.path());
          receiver.found(new Found(sighting, Optional.empty(), isMarked(sighting.path())));
        }
      }
    }

    private boolean isMarked(RelativePath path) {
      try {
        return inspector.isMarked(path);
      } catch (RootUnavailableException e) {
        // The walk itself notices in a moment, and says so.
        return false;
      }
    }

    private void announce(RelativePath path) {
      scope.add(path);
      events.on(new IngestEvent.FileFound(folder.name(), path));
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {
      announce(file.path());
      receiver.tooLarge(file, limitBytes, Optional.empty());
    }

    @Override
    public void unreadable(RelativePath path, String reason) {
      announce(path);
      receiver.unreadable(path, reason);
    }
  }
}
