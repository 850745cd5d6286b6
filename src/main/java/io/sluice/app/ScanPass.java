package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.plan.Decision;
import io.sluice.plan.Planner;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;
import io.sluice.source.ScanVisitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One scan of one folder: walks it, compares a directory at a time with the ledger, and hands over
 * only what calls for something. Runs on the folder's scan thread; waits there while too many files
 * are in hand.
 */
final class ScanPass implements FolderWalk, ScanVisitor {
  private static final Set<EntryState> LEFT_OVER =
      EnumSet.of(
          EntryState.SETTLING, EntryState.INCOMPLETE, EntryState.CONFLICT, EntryState.FAILED);
  private static final Set<EntryState> UNDER_WAY =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);
  private static final int PAGE = 1_000;

  /** When a failed file that was handed over is due again, should nothing come of that. */
  private static final Duration UNLESS_CONCLUDED = Duration.ofMinutes(10);

  private final FolderContext folder;
  private final Inspector inspector;
  private final Ledger ledger;
  private final ScanReceiver receiver;
  private final IngestListener events;
  private final Clock clock;
  private final boolean oneShot;
  private final GoneSweep goneSweep;
  private Planner planner;

  /** What this walk could not read, so that the sweep does not take it for gone. */
  private final Set<RelativePath> unreadable = new HashSet<>();

  ScanPass(
      FolderContext folder,
      Inspector inspector,
      Ledger ledger,
      ScanReceiver receiver,
      IngestListener events,
      Clock clock,
      boolean oneShot,
      GoneSweep goneSweep) {
    this.goneSweep = goneSweep;
    this.folder = folder;
    this.inspector = inspector;
    this.ledger = ledger;
    this.receiver = receiver;
    this.events = events;
    this.clock = clock;
    this.oneShot = oneShot;
    this.planner = folder.planner();
  }

  /** Takes what a scan finds. Called on the scan thread; may block to slow the scan down. */
  interface ScanReceiver {
    /** A file calls for something. */
    void found(Found found) throws InterruptedException;

    /** A file is above the limit. */
    void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry);

    /** Something cannot be looked at. */
    void unreadable(RelativePath path, String reason);

    /** Whether a file was ready or queued when the run began, and was told of then. */
    boolean isCarriedOver(RelativePath path);

    /** A file that was left over from before is not there any more. */
    void gone(RelativePath path, FileEntry entry);
  }

  /**
   * Walks the folder once, then looks after what is left over from before.
   *
   * @param concludeAnew whether files that ended badly are tried again
   */
  @Override
  public ScanSummary run(boolean concludeAnew)
      throws RootUnavailableException, InterruptedException {
    planner = concludeAnew ? new Planner(true) : folder.planner();
    inspector.walking();
    unreadable.clear();
    ScanSummary summary = folder.scan().run(this);
    RootIdentity.Verdict root = inspector.walked(summary);
    if (root == RootIdentity.Verdict.EMPTIED) {
      throw new RootUnavailableException(folder.root(), RootUnavailableException.Reason.EMPTIED);
    }
    events.on(new IngestEvent.ScanFinished(folder.name(), summary.ignoredTotal(), clock.instant()));
    concludeAbsence(root);
    if (!planner.concludeAnew()) {
      // A walk that concludes anew has handed out every failed file by itself.
      failedAgain();
    }
    return summary;
  }

  /** Only what the folder is known to have held before can be said to be gone. */
  private void concludeAbsence(RootIdentity.Verdict root)
      throws RootUnavailableException, InterruptedException {
    boolean same = root == RootIdentity.Verdict.SAME;
    // A command is over before the folder could come back; what it calls vanished is found again.
    if (same || (oneShot && root == RootIdentity.Verdict.UNTOLD)) {
      sweepGone();
    }
    if (same) {
      goneSweep.runIfDue(unreadable);
    }
  }

  @Override
  public void files(List<Sighting> chunk) throws InterruptedException {
    List<RelativePath> paths = chunk.stream().map(Sighting::path).toList();
    Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), paths);
    for (Sighting sighting : chunk) {
      seen(sighting, Optional.ofNullable(known.get(sighting.path())));
    }
  }

  private void seen(Sighting sighting, Optional<FileEntry> entry) throws InterruptedException {
    RelativePath path = sighting.path();
    boolean told = isTold(path, entry);
    if (told && !isUnderWay(entry)) {
      // What an earlier run left over, and this one concluded before the walk came to it.
      return;
    }
    Decision decision = planner.decide(sighting, entry);
    if (!told && isNews(decision, entry)) {
      long bytes = sighting.stamp().sizeBytes();
      events.on(new IngestEvent.FileFound(folder.name(), path, bytes));
    }
    switch (decision) {
      case SETTLE -> receiver.found(new Found(sighting, entry, isMarked(path)));
      case UNCHANGED -> unchanged(path);
      case IN_HAND -> {}
    }
  }

  /** One that was told of, and then told to be gone, is there anew. */
  private boolean isTold(RelativePath path, Optional<FileEntry> entry) {
    boolean vanished = entry.filter(e -> e.state() == EntryState.VANISHED).isPresent();
    return oneShot && !vanished && receiver.isCarriedOver(path);
  }

  private static boolean isUnderWay(Optional<FileEntry> entry) {
    return entry.filter(e -> UNDER_WAY.contains(e.state())).isPresent();
  }

  private boolean isNews(Decision decision, Optional<FileEntry> entry) {
    boolean wasReady = entry.filter(e -> e.state() == EntryState.READY).isPresent();
    return switch (decision) {
      case SETTLE -> !wasReady;
      case UNCHANGED -> oneShot;
      case IN_HAND -> false;
    };
  }

  private void unchanged(RelativePath path) {
    if (oneShot) {
      String reason = "unchanged since it was uploaded or found in the dataset";
      events.on(
          new IngestEvent.FileOutcome(
              folder.name(), path, FileState.SKIPPED, reason, "", 0, 0, 0, clock.instant()));
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

  @Override
  public void tooLarge(Sighting file, long limitBytes) {
    events.on(new IngestEvent.FileFound(folder.name(), file.path()));
    Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), List.of(file.path()));
    receiver.tooLarge(file, limitBytes, Optional.ofNullable(known.get(file.path())));
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    unreadable.add(path);
    Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), List.of(path));
    FileEntry entry = known.get(path);
    boolean reported =
        entry != null && entry.state() == EntryState.FAILED && entry.reason().equals(reason);
    if (oneShot || !reported) {
      events.on(new IngestEvent.FileFound(folder.name(), path));
      receiver.unreadable(path, reason);
    }
  }

  /** Files that were left undone and are not there any more must not be reported for ever. */
  private void sweepGone() throws RootUnavailableException, InterruptedException {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page = ledger.filesIn(folder.folderId(), LEFT_OVER, after, PAGE);
    while (!page.isEmpty()) {
      for (FileEntry entry : page) {
        if (!unreadable.contains(entry.path())) {
          sweep(entry);
        }
      }
      after = Optional.of(page.get(page.size() - 1).path());
      page = ledger.filesIn(folder.folderId(), LEFT_OVER, after, PAGE);
    }
  }

  private void sweep(FileEntry entry) throws RootUnavailableException {
    Look look = inspector.look(entry.path());
    // A directory stands here for one that could not be read and can be now.
    boolean noFileOfOurs =
        look instanceof Look.Gone || look instanceof Look.Ignored || look instanceof Look.Directory;
    if (noFileOfOurs && inspector.isRootThere()) {
      receiver.gone(entry.path(), entry);
    } else if (look instanceof Look.Unreadable trouble && entry.state() == EntryState.SETTLING) {
      receiver.unreadable(entry.path(), trouble.reason());
    }
  }

  /**
   * Failed files whose time has come are looked at as if they were new. Each is put off before it
   * is handed over, so that those that nothing can be done about leave the others their turn.
   */
  private void failedAgain() throws RootUnavailableException, InterruptedException {
    Instant now = clock.instant();
    List<FileEntry> due;
    do {
      due = ledger.due(folder.folderId(), now, PAGE);
      List<FileChange> putOff = new ArrayList<>();
      List<Look.Found> there = new ArrayList<>();
      for (FileEntry entry : due) {
        boolean found = inspector.look(entry.path()) instanceof Look.Found file && there.add(file);
        Duration wait = found ? UNLESS_CONCLUDED : FolderOutcomes.FAILED_AGAIN_AFTER;
        putOff.add(new FileChange.PutOff(entry.path(), now.plus(wait)));
      }
      if (!inspector.isRootThere()) {
        return;
      }
      ledger.record(folder.folderId(), putOff, now);
      for (Look.Found file : there) {
        receiver.found(inspector.found(file.file()));
      }
    } while (due.size() == PAGE);
  }
}
