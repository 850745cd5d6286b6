package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.source.ScanSummary;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.upload.Tellings;
import io.sluice.upload.UploadPool;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder between its disk and its pool: hands what happens to the stage that it concerns, and
 * says whether all of it is done. Used on the intake thread, where nothing else is said.
 */
final class FolderLine implements WatchNews {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLine.class);
  private static final Duration READY_CHECK_EVERY = Duration.ofSeconds(1);
  private static final Duration SAY_WAITING_AFTER = Duration.ofSeconds(15);
  private static final Set<EntryState> PENDING =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);

  private final FolderRun run;
  private final FolderContext folder;
  private final FolderNotes notes;
  private final StartingPoint start;
  private final FolderScans scans;
  private final SettlingFiles settling;
  private final FolderIntake intake;
  private final NamePlanning planning;
  private final FolderOutcomes outcomes;
  private final Ledger ledger;
  private final UploadPool pool;
  private final FolderCondition condition;
  private Instant nextReadyCheck = Instant.MIN;
  private Optional<Instant> waitingSince = Optional.empty();
  private boolean waitingSaid;
  private boolean moreOnItsWay = true;
  private boolean givenUp;
  private boolean caughtUp;

  FolderLine(FolderRun run, FolderStages stages, Ledger ledger, UploadPool pool) {
    this.run = run;
    this.folder = run.folder();
    this.notes = stages.notes();
    this.start = stages.start();
    this.scans = stages.scans();
    this.settling = stages.settling();
    this.intake = stages.intake();
    this.planning = stages.planning();
    this.outcomes = stages.outcomes();
    this.ledger = ledger;
    this.pool = pool;
    this.condition = new FolderCondition(folder, notes, scans, ledger, pool);
  }

  FolderContext folder() {
    return folder;
  }

  /**
   * The question for the dataset was answered, one way or the other. Called on the pool's thread,
   * before anything of the folder can be claimed.
   */
  void datasetAnswered() {
    start.reached();
  }

  /** Waits until the ledger is bound to the dataset that the run is for, or there is none. */
  void awaitDatasetAnswer() throws InterruptedException {
    start.await();
  }

  /** A user wants a scan now, and follows it. */
  ScanTicket order(boolean concludeAnew) {
    return scans.order(concludeAnew);
  }

  void scanned(ScanSummary summary, long number) {
    scans.ended(summary, number, intake.inHand());
    waitingSince = scans.lastScan();
  }

  void scanFailed(String reason, long number) {
    scans.failed(reason, number);
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
    notes.watch().overflowed(reason, scans.soon());
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
    settling.follow(folder.settling());
  }

  void opened(Dataset dataset) {
    notes.datasetOpened();
    planning.opened(dataset);
  }

  void openFailed(TargetException failure) {
    if (FolderNotes.isAboutDataset(failure)) {
      planning.closed();
      if (notes.datasetFailed(failure)) {
        LOG.warn("folder {}: {}", folder.name(), failure.getMessage());
      }
    }
  }

  void withdrawn(RelativePath path) {
    intake.withdrawn(path, Lane.LIVE);
  }

  /** The ledger has ready files that it had not before. */
  void mayHaveReady() {
    planning.mayHaveReady();
  }

  /** Does what time has come for, records what was concluded, and plans a page. */
  void endOfBatch(Instant now) {
    intake.onTime(run.laneOfLook());
    if (outcomes.isPending()) {
      outcomes.flush();
      planning.mayHaveReady();
    }
    if (!now.isBefore(nextReadyCheck)) {
      // A name can become free by what another folder, or the pool, records.
      planning.mayHaveReady();
      nextReadyCheck = now.plus(READY_CHECK_EVERY);
    }
    if (planning.isDue() && planning.planPage()) {
      pool.wake(folder.folderId());
    }
    tellOfMore();
    outcomes.flush();
    scans.flushed(intake.inHand());
    sayWaiting(now);
    if (intake.takeRescanWanted()) {
      scans.soon();
    }
  }

  /** While nothing is on its way, a group of the backlog need not wait to be filled. */
  private void tellOfMore() {
    boolean onItsWay =
        !scans.isEnded() || intake.isBusy() || planning.isDue() || outcomes.isPending();
    if (onItsWay != moreOnItsWay) {
      moreOnItsWay = onItsWay;
      pool.expectMore(folder.folderId(), onItsWay);
    }
  }

  /** A one-shot run that seems to do nothing says what it waits for. */
  private void sayWaiting(Instant now) {
    boolean due =
        waitingSince.filter(since -> !now.isBefore(since.plus(SAY_WAITING_AFTER))).isPresent();
    if (run.oneShot() && due && !waitingSaid && settling.size() > 0) {
      LOG.info(
          "folder {}: waiting up to {} for {} files that are still being written or are not whole;"
              + " sync --dry-run names them",
          folder.name(),
          folder.settling().maxWait(),
          settling.size());
      waitingSaid = true;
    }
  }

  /** How long the intake may sleep as far as this folder goes. */
  Duration nap(Duration longest) {
    boolean due = planning.isDue() || outcomes.isPending();
    return due ? Duration.ZERO : settling.untilDue(longest);
  }

  /** The target or the dataset cannot be had: what waits for it is not waited for. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether nothing of this folder is under way any more and nothing is worth waiting for. */
  boolean isDone() {
    boolean settled = scans.isEnded() && !intake.isBusy() && !outcomes.isPending();
    boolean hopeless = givenUp || notes.rootLoss().isPresent();
    return settled
        && (hopeless || run.scope().filter(RunScope::isDone).isPresent() || isFinished());
  }

  private boolean isFinished() {
    return hasDataset() && !planning.isBusy() && nothingPending();
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

  /** How the folder is doing; from any thread. */
  FolderCondition condition() {
    return condition;
  }

  /** What the ledger says of its items, and may not have been told yet; from any thread. */
  Tellings tellings() {
    return pool.tellings();
  }
}
