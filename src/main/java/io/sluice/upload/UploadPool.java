package io.sluice.upload;

import io.sluice.event.IngestListener;
import io.sluice.ledger.Ledger;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * The workers of one target. They claim groups of items from the ledger when few are left in hand,
 * so that a group for each lane is the most that is in memory whatever the backlog.
 *
 * <p>Thread-safe. {@link #stop} ends all workers; what was cut off stays in the ledger in a state
 * that says what may have happened.
 */
public final class UploadPool {
  private final PoolSettings settings;
  private final DatasetOpening datasets;
  private final JobRunner runner;
  private final FailedCalls failedCalls;
  private final Clock clock;
  private final Workers workers;
  private final SharedDispatch dispatch;
  private final Tellings tellings = new Tellings();

  public UploadPool(
      PoolSettings settings,
      Target target,
      Ledger ledger,
      PoolListener listener,
      IngestListener events,
      Clock clock,
      RandomGenerator random,
      ThreadFactory threads) {
    OutcomeRules rules = new OutcomeRules(settings.retry(), random);
    PoolNews news = new PoolNews(settings.targetName(), ledger, listener, events, tellings, clock);
    this.settings = settings;
    this.datasets = new DatasetOpening(target, news);
    this.dispatch =
        new SharedDispatch(
            new Dispatch(settings, target.capabilities(), random),
            new FirstJobs(target.capabilities()),
            news);
    this.runner = new JobRunner(target, rules, news, dispatch::transferTime);
    this.failedCalls =
        new FailedCalls(rules, news, random, target.capabilities().reserveLeavesTrace());
    this.clock = clock;
    this.workers = new Workers(threads);
  }

  /** Starts the workers. */
  public void start() {
    workers.start(settings.workers(), this::work);
  }

  /** Begins to serve a folder: its dataset is opened first, then its items are claimed. */
  public void serve(FolderOrder order) {
    dispatch.change(d -> d.add(new Job.Open(order, 0), Instant.MIN));
  }

  /** Says that the ledger may have items of a folder that can be claimed. */
  public void wake(long folderId) {
    dispatch.change(d -> d.mayHaveMore(folderId));
  }

  /**
   * Says whether more of a folder's backlog is on its way to the ledger. While it is, a group waits
   * a little to be filled.
   */
  public void expectMore(long folderId, boolean expected) {
    dispatch.change(d -> d.expectMore(folderId, expected));
  }

  /** What the pool is doing at this moment. */
  public PoolStatus status() {
    return dispatch.status();
  }

  /** What was written to the ledger, and may not have been told yet. */
  public Tellings tellings() {
    return tellings;
  }

  /** Begins to stop: no new job is begun, those under way go on. Returns at once. */
  public void drain() {
    dispatch.stop();
  }

  /**
   * Stops several pools side by side: no new job is begun, those under way may end within {@code
   * grace}, then they are interrupted, and given {@link Workers#AFTER_INTERRUPT} to notice. Takes
   * no longer than the two together, however many pools there are. Idempotent.
   */
  public static void stopAll(Collection<UploadPool> pools, Duration grace) {
    stopAll(pools, grace, Workers.AFTER_INTERRUPT);
  }

  static void stopAll(Collection<UploadPool> pools, Duration grace, Duration afterInterrupt) {
    pools.forEach(UploadPool::drain);
    Workers.end(pools.stream().map(pool -> pool.workers).toList(), grace, afterInterrupt);
  }

  /** As {@link #stopAll}, for one. */
  public void stop(Duration grace) {
    stopAll(List.of(this), grace);
  }

  private void work() {
    try {
      for (Optional<Job> job = dispatch.next(); job.isPresent(); job = dispatch.next()) {
        run(job.get());
      }
    } catch (InterruptedException e) {
      // Cut off by stop(): the ledger says what may have happened, the next start looks it up.
      Thread.currentThread().interrupt();
    }
  }

  private void run(Job job) throws InterruptedException {
    boolean answered = false;
    List<Job> following = List.of();
    try {
      following = call(job);
      answered = true;
      succeeded(job, following);
    } catch (TargetException e) {
      answered = true;
      failed(job, e);
    } finally {
      dispatch.ended(job, answered, following);
    }
  }

  private List<Job> call(Job job) throws TargetException, InterruptedException {
    if (job instanceof Job.Probe) {
      runner.probe();
      return List.of();
    }
    if (job instanceof Job.Open open) {
      OpenFolder folder = datasets.open(open.order(), open.failures());
      dispatch.change(d -> d.opened(folder));
      return List.of();
    }
    return runner.run((Job.ForItems) job);
  }

  private void succeeded(Job job, List<Job> following) {
    failedCalls.succeeded(job);
    dispatch.succeeded(job, following);
  }

  private void failed(Job job, TargetException failure) {
    Instant now = clock.instant();
    int inARow = dispatch.failed(job, failure, now);
    FailedCalls.Sequel sequel = failedCalls.handle(job, failure, inARow, now);
    if (sequel.closed().isPresent()) {
      sequel = closed(sequel.closed().get(), failure, now);
    }
    dispatch.follow(job, sequel);
  }

  /** Several workers may find the dataset gone; the first of them has it opened again. */
  private FailedCalls.Sequel closed(FolderOrder order, TargetException failure, Instant now) {
    return dispatch.closed(order.folderId())
        ? failedCalls.reopen(order, failure, now)
        : FailedCalls.Sequel.none();
  }
}
