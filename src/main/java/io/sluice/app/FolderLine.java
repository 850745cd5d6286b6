package io.sluice.app;

import io.sluice.event.FolderState;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.report.FolderSnapshot;
import io.sluice.source.ScanSummary;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolStatus;
import io.sluice.upload.UploadPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder between its disk and its pool: the stages, joined. All of it runs on the intake
 * thread, but for {@link ScanPass.ScanReceiver}, whose methods only post to it.
 */
final class FolderLine implements ScanPass.ScanReceiver, WatchNews {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLine.class);
  private static final int SETTLER_CAPACITY = 20_000;
  private static final Duration READY_CHECK_EVERY = Duration.ofSeconds(1);
  private static final Duration SAY_WAITING_AFTER = Duration.ofSeconds(15);
  private static final Set<EntryState> PENDING =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);

  private final FolderContext folder;
  private final boolean oneShot;
  private final Optional<RunScope> scope;
  private final Ledger ledger;
  private final UploadPool pool;
  private final Inbox inbox;
  private final Clock clock;
  private final ScanRequests scans;
  private final FolderOutcomes outcomes;
  private final FolderIntake intake;
  private final FolderPlanning planning;
  private final FolderNotes notes;
  private final StartingPoint startingPoint;
  private final ScanTickets tickets = new ScanTickets();
  private volatile Optional<Instant> lastScan = Optional.empty();
  private volatile long ignored;
  private Instant nextReadyCheck = Instant.MIN;
  private Instant sayWaitingAt = Instant.MAX;
  private boolean scanEnded;
  private boolean moreOnItsWay = true;
  private boolean givenUp;
  private boolean caughtUp;

  FolderLine(
      FolderContext folder,
      boolean oneShot,
      Optional<RunScope> scope,
      Inspector inspector,
      Ledger ledger,
      UploadPool pool,
      Inbox inbox,
      Executor inspectors,
      ScanRequests scans,
      IngestListener events,
      Clock clock) {
    this.folder = folder;
    this.notes = new FolderNotes(new WatchState(folder.name()));
    this.oneShot = oneShot;
    this.scope = scope;
    this.ledger = ledger;
    this.pool = pool;
    this.inbox = inbox;
    this.clock = clock;
    this.scans = scans;
    this.startingPoint = new StartingPoint(folder, ledger, events);
    InspectionDesk desk =
        new InspectionDesk(
            folder, inspector, ledger, inspectors, inbox, clock, this::rootLostWhileLooking);
    this.outcomes = new FolderOutcomes(folder, ledger, events);
    this.intake = new FolderIntake(folder, oneShot, SETTLER_CAPACITY, outcomes, desk);
    this.planning = new FolderPlanning(folder, ledger, outcomes, desk);
  }

  FolderContext folder() {
    return folder;
  }

  @Override
  public void found(Found found) throws InterruptedException {
    inbox.admit(1);
    inbox.post(() -> intake.found(found, scanLane(), inbox::release, clock.instant()));
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {
    inbox.post(() -> intake.tooLarge(file, limitBytes, entry, clock.instant()));
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    inbox.post(() -> intake.unreadable(path, reason, clock.instant()));
  }

  @Override
  public void gone(RelativePath path, FileEntry entry) {
    inbox.post(() -> intake.gone(path, Optional.of(entry), clock.instant()));
  }

  @Override
  public boolean isCarriedOver(RelativePath path) {
    return startingPoint.isCarriedOver(path);
  }

  /**
   * The question for the dataset was answered, one way or the other. Called on the pool's thread,
   * before anything of the folder can be claimed.
   */
  void datasetAnswered() {
    startingPoint.reached();
  }

  /** Waits until the ledger is bound to the dataset that the run is for, or there is none. */
  void awaitDatasetAnswer() throws InterruptedException {
    startingPoint.await();
  }

  /** What a first scan finds is a backlog; what later ones find has just arrived. */
  private Lane scanLane() {
    // What a run is for goes before a backlog that an earlier one left.
    boolean backlog = scope.isEmpty() && (oneShot || !notes.isScanned());
    return backlog ? Lane.BACKLOG : Lane.LIVE;
  }

  /** A user wants a scan now, and follows it. */
  ScanTicket order(boolean concludeAnew) {
    return tickets.add(scans.order(concludeAnew));
  }

  void scanned(ScanSummary summary, long number) {
    scanEnded = true;
    lastScan = Optional.of(clock.instant());
    tickets.scanEnded(number, intake.inHand());
    sayWaitingAt = oneShot ? clock.instant().plus(SAY_WAITING_AFTER) : Instant.MAX;
    ignored = summary.ignoredTotal();
    boolean first = !notes.isScanned();
    boolean back = notes.scanned(number);
    if (back) {
      LOG.info("folder {} is there again", folder.name());
    }
    if (first && !oneShot) {
      LOG.info(
          "folder {}: {} files in {} directories, {} ignored",
          folder.name(),
          summary.wanted(),
          summary.directories(),
          summary.ignoredTotal());
    }
  }

  void scanFailed(String reason, long number) {
    tickets.scanFailed(number, reason);
    rootLost(reason);
  }

  private void rootLost(String reason) {
    scanEnded = true;
    if (notes.rootLost(reason) && !oneShot) {
      LOG.warn("{}; waiting for it", reason);
    }
  }

  private void rootLostWhileLooking() {
    if (oneShot) {
      rootLost("folder " + folder.root() + " went away, or another took its place");
    } else {
      scans.soon();
    }
  }

  @Override
  public void watching() {
    notes.watch().watching();
    scans.soon();
  }

  @Override
  public void noticed(RelativePath path) {
    intake.look(path, Lane.LIVE);
  }

  @Override
  public void eventsLost(String reason) {
    notes.watch().overflowed(reason, scans.soon(), clock.instant());
  }

  @Override
  public void watchLost(String reason) {
    notes.watch().lost(reason);
    scans.soon();
  }

  @Override
  public void polled() {
    notes.watch().polled();
  }

  /** The folder lies on another kind of file system than before. */
  void mountChanged() {
    intake.settleBy(folder.settling());
  }

  void opened(Dataset dataset) {
    notes.datasetOpened();
    planning.opened(dataset);
  }

  void openFailed(TargetException failure) {
    if (failure.kind() == TargetException.Kind.DATASET_MISSING) {
      planning.closed();
      if (notes.datasetFailed(failure)) {
        LOG.warn("folder {}: {}", folder.name(), failure.getMessage());
      }
    }
  }

  void withdrawn(RelativePath path) {
    intake.withdrawn(path, Lane.LIVE);
  }

  /** Does what time has come for, records what was concluded, and plans a page. */
  void endOfBatch(Instant now) {
    intake.onTime(now, oneShot && scope.isEmpty() ? Lane.BACKLOG : Lane.LIVE);
    if (outcomes.isPending()) {
      outcomes.flush(now);
      planning.mayHaveReady();
    }
    if (!now.isBefore(nextReadyCheck)) {
      // A name can become free by what another folder, or the pool, records.
      planning.mayHaveReady();
      nextReadyCheck = now.plus(READY_CHECK_EVERY);
    }
    if (planning.isDue() && planning.planPage(now)) {
      pool.wake(folder.folderId());
    }
    tellOfMore();
    outcomes.flush(now);
    tickets.flushed(intake.inHand(), now);
    sayWaiting(now);
    if (intake.takeRescanWanted()) {
      scans.soon();
    }
  }

  /** While nothing is on its way, a group of the backlog need not wait to be filled. */
  private void tellOfMore() {
    boolean onItsWay = !scanEnded || intake.isBusy() || planning.isDue() || outcomes.isPending();
    if (onItsWay != moreOnItsWay) {
      moreOnItsWay = onItsWay;
      pool.expectMore(folder.folderId(), onItsWay);
    }
  }

  /** A one-shot run that seems to do nothing says what it waits for. */
  private void sayWaiting(Instant now) {
    if (!now.isBefore(sayWaitingAt) && intake.settling() > 0) {
      LOG.info(
          "folder {}: waiting up to {} for {} files that are still being written or are not whole;"
              + " sync --dry-run names them",
          folder.name(),
          folder.settling().maxWait(),
          intake.settling());
      sayWaitingAt = Instant.MAX;
    }
  }

  /** How long the intake may sleep as far as this folder goes. */
  Duration nap(Instant now, Duration longest) {
    if (planning.isDue() || outcomes.isPending()) {
      return Duration.ZERO;
    }
    Duration until = intake.nextDeadline().map(at -> Duration.between(now, at)).orElse(longest);
    return until.compareTo(longest) > 0 ? longest : until;
  }

  /** The target or the dataset cannot be had: what waits for it is not waited for. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether nothing of this folder is under way any more and nothing is worth waiting for. */
  boolean isDone() {
    boolean settled = scanEnded && !intake.isBusy() && !outcomes.isPending();
    boolean hopeless = givenUp || notes.rootLoss().isPresent();
    return settled && (hopeless || scope.filter(RunScope::isDone).isPresent() || isFinished());
  }

  private boolean isFinished() {
    return planning.dataset().isPresent() && !planning.isBusy() && nothingPending();
  }

  /** Whether all that the first scan found has just been done with; true once. */
  boolean takeCaughtUp() {
    boolean now = !caughtUp && notes.isScanned() && !intake.isBusy() && !planning.isBusy();
    caughtUp = caughtUp || (now && nothingPending());
    return now && caughtUp;
  }

  /** Whether the dataset was found; for when the intake has ended. */
  boolean hasDataset() {
    return planning.dataset().isPresent();
  }

  private boolean nothingPending() {
    return ledger.filesIn(folder.folderId(), PENDING, Optional.empty(), 1).isEmpty();
  }

  /** The folder at this moment; from any thread. */
  FolderSnapshot snapshot(Instant now) {
    PoolStatus status = pool.status();
    FolderCounts counts = ledger.counts(folder.folderId());
    FolderState state = notes.state(status, counts.of(FileState.PENDING));
    return new FolderSnapshot(
        folder.name(), folder.link().name(), counts, ignored, state, notes.words(status), now);
  }

  /** When the last walk came to its end. */
  Optional<Instant> lastScan() {
    return lastScan;
  }

  /** Why the folder itself cannot be read, if so. */
  Optional<String> rootLoss() {
    return notes.rootLoss();
  }

  /** Why the folder's dataset cannot be had, if so. */
  Optional<TargetException> datasetFailure() {
    return notes.datasetFailure();
  }
}
