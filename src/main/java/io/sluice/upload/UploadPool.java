package io.sluice.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestListener;
import io.sluice.ledger.Ledger;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The workers of one target. They claim groups of items from the ledger when few are left in hand,
 * so that a group for each lane is the most that is in memory whatever the backlog.
 *
 * <p>Thread-safe. {@link #stop} ends all workers; what was cut off stays in the ledger in a state
 * that says what may have happened.
 */
public final class UploadPool {
  /** A worker looks again at least this often, whatever the clock did meanwhile. */
  private static final Duration LONGEST_NAP = Duration.ofSeconds(2);

  private static final Duration SHORTEST_NAP = Duration.ofMillis(5);

  private final PoolSettings settings;
  private final Ledger ledger;
  private final DatasetOpening datasets;
  private final FirstJobs firstJobs;
  private final JobRunner runner;
  private final FailedCalls failedCalls;
  private final IngestListener events;
  private final Clock clock;
  private final Workers workers;
  private final Tellings tellings = new Tellings();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Dispatch dispatch;

  @GuardedBy("lock")
  private final HealthNews health;

  @GuardedBy("lock")
  private boolean stopping;

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
    this.ledger = ledger;
    this.datasets = new DatasetOpening(target, news);
    this.firstJobs = new FirstJobs(target.capabilities());
    this.runner = new JobRunner(target, rules, news, this::transferTime);
    this.failedCalls =
        new FailedCalls(rules, news, random, target.capabilities().reserveLeavesTrace());
    this.events = events;
    this.clock = clock;
    this.workers = new Workers(threads);
    this.dispatch = new Dispatch(settings, target.capabilities(), random);
    this.health = new HealthNews(settings.targetName());
  }

  /** Starts the workers. */
  public void start() {
    workers.start(settings.workers(), this::work);
  }

  /** Begins to serve a folder: its dataset is opened first, then its items are claimed. */
  public void serve(FolderOrder order) {
    locked(d -> d.add(new Job.Open(order, 0), Instant.MIN));
  }

  /** Says that the ledger may have items of a folder that can be claimed. */
  public void wake(long folderId) {
    locked(d -> d.mayHaveMore(folderId));
  }

  /**
   * Says whether more of a folder's backlog is on its way to the ledger. While it is, a group waits
   * a little to be filled.
   */
  public void expectMore(long folderId, boolean expected) {
    locked(d -> d.expectMore(folderId, expected));
  }

  /** What the pool is doing at this moment. */
  public PoolStatus status() {
    lock.lock();
    try {
      return dispatch.status();
    } finally {
      lock.unlock();
    }
  }

  /** What was written to the ledger, and may not have been told yet. */
  public Tellings tellings() {
    return tellings;
  }

  /** Begins to stop: no new job is begun, those under way go on. Returns at once. */
  public void drain() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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

  private void locked(Consumer<Dispatch> change) {
    lock.lock();
    try {
      change.accept(dispatch);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Duration transferTime(long bytes) {
    lock.lock();
    try {
      return dispatch.transferTime(bytes);
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (Optional<Job> job = next(); job.isPresent(); job = next()) {
        run(job.get());
      }
    } catch (InterruptedException e) {
      // Cut off by stop(): the ledger says what may have happened, the next start looks it up.
      Thread.currentThread().interrupt();
    }
  }

  /** The next job to run; empty when the pool stops. */
  private Optional<Job> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopping) {
        Instant now = clock.instant();
        Dispatch.Step step = dispatch.next(now);
        tellOfHealth();
        if (step instanceof Dispatch.Step.Run run) {
          return Optional.of(run.job());
        }
        if (step instanceof Dispatch.Step.Ask ask) {
          ask(ask.order(), now);
        } else {
          Instant until = ((Dispatch.Step.Await) step).until();
          changed.await(nap(now, until).toNanos(), TimeUnit.NANOSECONDS);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Asks without holding the lock, since the ledger's disk may be slow. */
  @GuardedBy("lock")
  private void ask(Supply.Order order, Instant now) {
    Optional<Supply.Answer> answer = Optional.empty();
    List<Job> jobs = new ArrayList<>();
    lock.unlock();
    try {
      answer = Optional.of(Supply.ask(order, ledger, now));
      if (answer.get() instanceof Supply.Answer.Group group) {
        Supply supply = order.supply();
        jobs.addAll(firstJobs.forClaimed(supply.folder(), supply.lane(), group.items()));
      }
    } finally {
      lock.lock();
      dispatch.answered(order, answer, jobs, now);
      changed.signalAll();
    }
  }

  private static Duration nap(Instant now, Instant until) {
    Duration nap = Duration.between(now, until);
    if (nap.compareTo(SHORTEST_NAP) < 0) {
      return SHORTEST_NAP;
    }
    return nap.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : nap;
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
      ended(job, answered, following);
    }
  }

  private List<Job> call(Job job) throws TargetException, InterruptedException {
    if (job instanceof Job.Probe) {
      runner.probe();
      return List.of();
    }
    if (job instanceof Job.Open open) {
      OpenFolder folder = datasets.open(open.order(), open.failures());
      locked(d -> d.opened(folder));
      return List.of();
    }
    return runner.run((Job.ForItems) job);
  }

  private void succeeded(Job job, List<Job> following) {
    failedCalls.succeeded(job);
    lock.lock();
    try {
      dispatch.succeeded(job, following, clock.instant());
      tellOfHealth();
    } finally {
      lock.unlock();
    }
  }

  private void failed(Job job, TargetException failure) {
    Instant now = clock.instant();
    int inARow;
    lock.lock();
    try {
      dispatch.failed(job, failure, now);
      inARow = dispatch.failuresInARow(job);
      if (job instanceof Job.Probe) {
        health.still(dispatch.status()).ifPresent(events::on);
      }
      tellOfHealth();
    } finally {
      lock.unlock();
    }
    FailedCalls.Sequel sequel = failedCalls.handle(job, failure, inARow, now);
    if (sequel.closed().isPresent()) {
      sequel = closed(sequel.closed().get(), failure, now);
    }
    follow(job, sequel);
  }

  /** Several workers may find the dataset gone; the first of them has it opened again. */
  private FailedCalls.Sequel closed(FolderOrder order, TargetException failure, Instant now) {
    boolean first;
    lock.lock();
    try {
      first = dispatch.closed(order.folderId());
    } finally {
      lock.unlock();
    }
    return first ? failedCalls.reopen(order, failure, now) : FailedCalls.Sequel.none();
  }

  private void follow(Job job, FailedCalls.Sequel sequel) {
    lock.lock();
    try {
      sequel.jobs().forEach(next -> dispatch.add(next, sequel.notBefore()));
      if (job instanceof Job.ForItems forItems) {
        dispatch.mayHaveMore(forItems.folder().order().folderId());
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void tellOfHealth() {
    health.of(dispatch.status(), dispatch.isWell(), clock.instant()).ifPresent(events::on);
  }

  private void ended(Job job, boolean answered, List<Job> following) {
    locked(d -> d.ended(job, answered, following));
  }
}
