package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.event.IngestListener;
import io.sluice.failpoint.Failpoints;
import io.sluice.ledger.Ledger;
import io.sluice.report.FolderSnapshot;
import io.sluice.report.PeriodicReport;
import io.sluice.source.ScanStarts;
import io.sluice.upload.PoolSettings;
import io.sluice.upload.PoolStatus;
import io.sluice.upload.RetryPolicy;
import io.sluice.upload.UploadPool;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The pipeline of some folders: builds the stages, starts their threads, and stops them newest
 * first.
 */
final class Pipeline {
  private static final Duration INTAKE_END = Duration.ofSeconds(5);

  private final Mode mode;
  private final Duration forgetAfter;
  private final Ledger ledger;
  private final Map<String, TargetLink> links;
  private final IngestListener events;
  private final RunLimits limits;
  private final Threads threads;
  private final Failpoints failpoints;
  private final LedgerOutage outage;
  private final ForwardClock clock;
  private final Inbox inbox = new Inbox();
  private final Map<String, UploadPool> pools = new LinkedHashMap<>();
  private final Map<Long, FolderLine> lines = new LinkedHashMap<>();
  private final Map<String, SentBeside> sentBeside = new ConcurrentHashMap<>();
  private final DiskThreads disks;

  /** By the folders' rows in the ledger; complete before anything starts. */
  private final Map<Long, Inspector> looks = new HashMap<>();

  private final Intake intake;
  private final Thread intakeThread;

  /**
   * @param limits what the run is for
   */
  Pipeline(
      Mode mode,
      List<FolderConfig> folders,
      Duration forgetAfter,
      Ledger ledger,
      Map<String, TargetLink> links,
      RunLimits limits,
      Optional<PeriodicReport> report,
      IngestListener events,
      Threads threads,
      Failpoints failpoints,
      LedgerOutage outage,
      ForwardClock clock) {
    this.mode = mode;
    this.forgetAfter = forgetAfter;
    this.ledger = ledger;
    this.links = new HashMap<>(links);
    this.limits = limits;
    this.events = new SentBesideEnds(sentBeside, new WallTimes(clock).before(events));
    this.threads = threads;
    this.disks = new DiskThreads(threads);
    this.failpoints = failpoints;
    this.outage = outage;
    this.clock = clock;
    links.values().forEach(link -> pools.put(link.name(), pool(link)));
    folders.forEach(this::addLine);
    this.intake = new Intake(inbox, List.copyOf(lines.values()), report, outage, clock);
    this.intakeThread = threads.newThread("intake", intake::run);
  }

  private UploadPool pool(TargetLink link) {
    RetryPolicy retry = mode == Mode.DAEMON ? RetryPolicy.daemon() : RetryPolicy.oneShot();
    return new UploadPool(
        new PoolSettings(link.name(), link.workers(), retry, link.groups(), link.pace()::spacing),
        link.target(),
        ledger,
        new PostedPoolNews(inbox, lines),
        events,
        clock,
        RandomGenerator.getDefault(),
        threads.numbered("upload-" + link.name()));
  }

  private void addLine(FolderConfig config) {
    TargetLink link = links.get(config.target());
    boolean oneShot = mode == Mode.ONE_SHOT;
    ScanStarts starts = limits.startsIn(config.name());
    SentBeside beside = limits.besideIn(config.name());
    sentBeside.put(config.name(), beside);
    FolderContext folder = FolderWiring.context(config, starts, beside, link, ledger, oneShot);
    UploadPool pool = pools.get(link.name());
    ScanRequests scans = new ScanRequests(config.rescanInterval(), clock);
    Inspector inspector = new Inspector(folder, ledger);
    looks.put(folder.folderId(), inspector);
    FolderRun run = new FolderRun(folder, oneShot, limits.scope(config.name()));
    FolderStages stages =
        FolderStages.of(
            run,
            inspector,
            disks.addInspectors(folder.name()),
            scans,
            new FolderStages.Shared(
                ledger,
                inbox,
                events,
                Collections.unmodifiableSet(lines.keySet()),
                this::isThere,
                clock));
    FolderLine line = new FolderLine(run, stages, ledger, pool);
    lines.put(folder.folderId(), line);
    ScanPass.ScanReceiver finds = stages.receiver(run, inbox);
    FolderWalk walk = walk(run, inspector, HaltingReceiver.around(finds, failpoints));
    FolderWalk scan = HaltingWalk.around(walk, failpoints);
    boolean watches = !oneShot && folder.mount().mayWatchEvents();
    Consumer<String> onWalked = watches ? addWatch(line)::walked : key -> {};
    ScanThread scanThread =
        new ScanThread(scan, folder.mount(), scans, line, inbox, oneShot, onWalked);
    disks.addScan(folder.name(), scanThread);
  }

  private boolean isThere(long folderId) {
    Inspector inspector = looks.get(folderId);
    if (inspector == null) {
      return true;
    }
    // A run for some files alone does not see all of it.
    return limits.isNone() ? inspector.isRootProven() : inspector.isRootThere();
  }

  private FolderWalk walk(FolderRun run, Inspector inspector, ScanPass.ScanReceiver receiver) {
    FolderContext folder = run.folder();
    if (run.scope().isPresent()) {
      RunScope scope = run.scope().get();
      return new RetryPass(folder, inspector, ledger, receiver, scope, events, clock);
    }
    GoneSweep sweep = new GoneSweep(folder.folderId(), inspector, ledger, forgetAfter, clock);
    return new ScanPass(folder, inspector, ledger, receiver, events, clock, run.oneShot(), sweep);
  }

  private WatchLoop addWatch(FolderLine line) {
    FolderContext folder = line.folder();
    WatchLoop watch =
        new WatchLoop(folder.root(), folder.filter(), folder.mount()::watchesEvents, line, inbox);
    disks.addWatch(folder.name(), watch);
    return watch;
  }

  /** Starts everything. */
  void start() {
    outage.begin(() -> intake.reportIfDue(clock.instant()));
    pools.values().forEach(UploadPool::start);
    intakeThread.start();
    lines.values().forEach(this::serve);
    disks.start();
  }

  private void serve(FolderLine line) {
    pools.get(line.folder().config().target()).serve(FolderWiring.order(line.folder()));
  }

  /** The folders, in order. */
  List<FolderLine> lines() {
    return List.copyOf(lines.values());
  }

  /** Whether everything waits for the ledger. */
  LedgerOutage outage() {
    return outage;
  }

  /** How the pool of a target does. */
  PoolStatus poolStatus(String target) {
    return pools.get(target).status();
  }

  /** Counted down when a one-shot run has nothing left to do. */
  CountDownLatch allDone() {
    return intake.allDone();
  }

  /**
   * Asks something on the intake thread, which owns the state of the folders.
   *
   * @throws TimeoutException when it does not get round to it within {@code most}
   */
  <T> T ask(Supplier<T> question, Duration most) throws InterruptedException, TimeoutException {
    return inbox.ask(question, most);
  }

  /** When the intake last went round. */
  Instant lastTurn() {
    return intake.lastTurn();
  }

  /** Nothing that waits for this folder's target is worth waiting for any more. */
  void giveUp(FolderLine line) {
    inbox.post(line::giveUp);
  }

  /** All folders as they are, on the calling thread, once everything has stopped. */
  List<FolderSnapshot> snapshots(Instant now) {
    return intake.snapshots(now);
  }

  /**
   * Stops everything, newest first: no more is noticed, found, planned, and at last sent. What is
   * under way may end within {@code grace}. However many targets and folders hang, it takes no more
   * than that and five seconds.
   */
  void stop(Duration grace) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    outage.giveUp();
    disks.end();
    pools.values().forEach(UploadPool::drain);
    intake.stop();
    Threads.join(List.of(intakeThread), Math.min(end, System.nanoTime() + INTAKE_END.toNanos()));
    long left = Math.max(0, end - System.nanoTime());
    UploadPool.stopAll(pools.values(), Duration.ofNanos(left));
    disks.join();
  }
}
