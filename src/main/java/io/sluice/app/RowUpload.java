package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.report.Tally;
import io.sluice.upload.PoolSettings;
import io.sluice.upload.PoolStatus;
import io.sluice.upload.RetryPolicy;
import io.sluice.upload.UploadPool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * An upload of rows, once, at a place of its own: a feeder takes them from their source into a
 * ledger, and a pool sends what waits there.
 */
final class RowUpload implements OneShot {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration FEEDER_END = Duration.ofSeconds(2);

  private final RowJob job;
  private final Workplace workplace;
  private final long folderId;
  private final RowReports reports;
  private final RowDataset dataset;
  private final UploadPool pool;
  private final RowFeeder feeder;
  private final Thread feederThread;
  private final ForwardClock clock;
  private Optional<TargetTrouble> trouble = Optional.empty();
  private long startNanos = System.nanoTime();

  private RowUpload(
      RowJob job, Workplace workplace, long folderId, IngestListener observer, ForwardClock clock) {
    this.job = job;
    this.workplace = workplace;
    this.folderId = folderId;
    this.clock = clock;
    Tally tally = new Tally();
    this.reports = new RowReports(job, workplace, folderId, tally);
    FolderConfig folder = job.folder();
    TargetLink link = link();
    Ledger ledger = workplace.ledger();
    IngestListener events = events(tally, observer);
    workplace.hearBytes(
        new BytesNews(Map.of(folderId, folder.name()), new RowEvents(job.names(), observer)));
    this.dataset =
        new RowDataset(folder.name(), new FolderNotes(new WatchState(folder.name(), clock)));
    this.pool =
        new UploadPool(
            new PoolSettings(
                link.name(),
                link.workers(),
                RetryPolicy.oneShot(),
                link.groups(),
                link.pace()::spacing),
            link.target(),
            ledger,
            dataset,
            events,
            clock,
            RandomGenerator.getDefault(),
            workplace.threads().numbered("upload-" + link.name()));
    RowOutcomes outcomes = new RowOutcomes(folder.name(), folderId, ledger, events, clock);
    this.feeder =
        new RowFeeder(
            folderId,
            workplace.closeFirst(job.rows().open(ledger, folderId)),
            job.names(),
            new RowFiles(job.names().base(), new ContentCheck(link.files()), clock.wall()),
            outcomes,
            new RowClaims(
                folderId, job.allBeside(), job.names(), link.target(), ledger, outcomes, clock),
            dataset,
            ledger,
            RowFeeder.MOST_PENDING,
            this::moreWait);
    this.feederThread = workplace.threads().newThread("rows", feeder::run);
  }

  /**
   * Prepares it: takes the place, and makes no request.
   *
   * @throws StartException when the state directory cannot be used
   */
  static RowUpload open(RowJob job, IngestListener observer) throws StartException {
    ForwardClock clock = ForwardClock.system();
    PushPlace.forgetOld(job.config(), clock.instant());
    if (job.anew() && job.place().isConcluded()) {
      job.place().forget();
    }
    WorkSite site = WorkSite.at(job.place(), server -> Optional.empty());
    Workplace workplace =
        Workplace.open(
            site,
            job.config(),
            List.of(job.folder()),
            (name, server) -> {},
            LedgerOutage.ofOneShot(),
            clock);
    try {
      job.place().reopen();
    } catch (IOException e) {
      workplace.closeQuietly();
      throw new StartException("the state directory cannot be written: " + e.getMessage(), e);
    }
    return workplace.build(
        () -> {
          TargetLink link = workplace.links().get(job.folder().target());
          FolderKey key =
              new FolderKey(job.folder().path(), link.identity(), job.folder().dataset());
          long folderId = workplace.ledger().openFolder(key);
          return new RowUpload(job, workplace, folderId, observer, clock);
        });
  }

  private TargetLink link() {
    return Objects.requireNonNull(workplace.links().get(job.folder().target()));
  }

  private IngestListener events(Tally tally, IngestListener observer) {
    IngestListener failures = workplace.failureLog(FolderSync.destinations(List.of(job.folder())));
    IngestListener all =
        new Listeners(List.of(failures, NewsLog.ofOneShot(clock), tally, observer));
    return new WallTimes(clock)
        .before(new RowEvents(job.names(), workplace.failpoints().around(all)));
  }

  private void moreWait() {
    pool.expectMore(folderId, !feeder.isExhausted());
    pool.wake(folderId);
  }

  @Override
  public SyncResult run() throws InterruptedException {
    startNanos = System.nanoTime();
    workplace.outage().begin(() -> {});
    if (job.allBeside()) {
      Duplicates.requeueSkipped(workplace.ledger(), folderId, clock.instant());
    }
    feeder.tellOfLeftOvers();
    pool.start();
    pool.serve(job.order(folderId));
    feederThread.start();
    try {
      while (trouble.isEmpty() && workplace.ledgerLoss().isEmpty() && !isDone()) {
        workplace.fault().ifPresent(RowUpload::fail);
        giveUpIfHopeless();
        workplace.ended().await(100, TimeUnit.MILLISECONDS);
      }
    } finally {
      stop();
    }
    if (workplace.ledgerLoss().isEmpty()) {
      workplace.fault().ifPresent(RowUpload::fail);
    }
    return soFar();
  }

  /** A ledger that cannot be read now is told by whoever waits for it. */
  private boolean isDone() {
    try {
      return feeder.isDone();
    } catch (LedgerException e) {
      if (e.kind() == LedgerException.Kind.BROKEN) {
        throw new InternalFaultException(e);
      }
      return false;
    }
  }

  private void giveUpIfHopeless() {
    String target = job.folder().target();
    PoolStatus status = pool.status();
    Instant now = clock.instant();
    trouble = dataset.loss().map(e -> TargetTrouble.of(target, e));
    if (trouble.isEmpty() && Patience.DEFAULT.isOver(status, now)) {
      trouble = Optional.of(TargetTrouble.of(target, status, now));
    }
  }

  private void stop() throws InterruptedException {
    workplace.outage().giveUp();
    feeder.stop();
    feederThread.interrupt();
    pool.drain();
    if (feederThread.getState() != Thread.State.NEW) {
      feederThread.join(FEEDER_END.toMillis());
    }
    pool.stop(GRACE);
  }

  private static void fail(Throwable fault) {
    throw new InternalFaultException(fault);
  }

  @Override
  public SyncResult soFar() {
    return reports.result(
        trouble,
        feeder.loss(),
        pool.status().itemCalls() > 0 ? link().pace().allRequests() : 0,
        Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private static boolean isClean(FolderCounts counts) {
    return counts.of(FileState.FAILED) == 0
        && counts.of(FileState.CONFLICT) == 0
        && counts.of(FileState.INCOMPLETE) == 0;
  }

  /** Keeps the ledger for what is under way, and for what failed. */
  @Override
  public void close() throws IOException {
    boolean ended = false;
    boolean clean = false;
    try {
      ended = feeder.isDone() && feeder.loss().isEmpty();
      clean = ended && isClean(workplace.ledger().counts(folderId));
    } catch (LedgerException e) {
      ended = false;
    } finally {
      if (ended && !clean) {
        job.place().conclude();
      }
      workplace.close();
    }
    if (clean) {
      job.place().forget();
    }
  }
}
