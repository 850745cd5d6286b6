package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.VerifyExisting;
import io.sluice.event.IngestListener;
import io.sluice.failpoint.Failpoints;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.report.FolderSnapshot;
import io.sluice.report.PeriodicReport;
import io.sluice.source.ScanStarts;
import io.sluice.upload.FolderOrder;
import io.sluice.upload.PoolSettings;
import io.sluice.upload.PoolStatus;
import io.sluice.upload.RetryPolicy;
import io.sluice.upload.UploadPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The pipeline of some folders: builds the stages, starts their threads, and stops them newest
 * first.
 */
final class Pipeline {
  private static final int INSPECTORS_PER_FOLDER = 2;
  private static final Duration INTAKE_END = Duration.ofSeconds(5);
  private static final Duration LOOKERS_END = Duration.ofSeconds(1);

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
  private final List<Thread> scanThreads = new ArrayList<>();
  private final List<WatchLoop> watches = new ArrayList<>();
  private final List<Thread> watchThreads = new ArrayList<>();
  private final List<ThreadPoolExecutor> inspectors = new ArrayList<>();

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
            inspectors(folder),
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
    scanThreads.add(threads.newThread("scan-" + folder.name(), scanThread::run));
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
    watches.add(watch);
    watchThreads.add(threads.newThread("watch-" + folder.name(), watch::run));
    return watch;
  }

  private ThreadPoolExecutor inspectors(FolderContext folder) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            INSPECTORS_PER_FOLDER,
            INSPECTORS_PER_FOLDER,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads.numbered("inspect-" + folder.name()),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    inspectors.add(executor);
    return executor;
  }

  /** Starts everything. */
  void start() {
    outage.begin(() -> intake.reportIfDue(clock.instant()));
    pools.values().forEach(UploadPool::start);
    intakeThread.start();
    lines.values().forEach(this::serve);
    watchThreads.forEach(Thread::start);
    scanThreads.forEach(Thread::start);
  }

  private void serve(FolderLine line) {
    FolderConfig config = line.folder().config();
    pools
        .get(config.target())
        .serve(
            new FolderOrder(
                line.folder().folderId(),
                config.name(),
                config.dataset(),
                config.createIfMissing(),
                config.skipExisting(),
                config.verifyExisting() == VerifyExisting.CONTENT,
                FolderWiring.onConflict(config),
                line.folder().renamesChanges(),
                config.labels(),
                line.folder().beside()::contains));
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
    CompletableFuture<T> answer = new CompletableFuture<>();
    inbox.post(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            // A question that fails is the asker's concern, and must not end the intake.
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LedgerException trouble
          ? trouble
          : new IllegalStateException("a question to the intake failed", e.getCause());
    }
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
    watches.forEach(WatchLoop::close);
    scanThreads.forEach(Thread::interrupt);
    inspectors.forEach(ThreadPoolExecutor::shutdownNow);
    pools.values().forEach(UploadPool::drain);
    intake.stop();
    join(List.of(intakeThread), Math.min(end, System.nanoTime() + INTAKE_END.toNanos()));
    long left = Math.max(0, end - System.nanoTime());
    UploadPool.stopAll(pools.values(), Duration.ofNanos(left));
    List<Thread> lookers = new ArrayList<>(scanThreads);
    lookers.addAll(watchThreads);
    join(lookers, System.nanoTime() + LOOKERS_END.toNanos());
  }

  /** Waits for threads that were told to end; those that hang on a dead mount are left behind. */
  private static void join(List<Thread> threads, long endNanos) throws InterruptedException {
    for (Thread thread : threads) {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime())));
      }
    }
  }
}
