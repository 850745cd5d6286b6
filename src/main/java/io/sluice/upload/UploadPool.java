package io.sluice.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.event.TargetHealth;
import io.sluice.ledger.Ledger;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The workers of one target. They take jobs nearest to their end first and, when none wait, claim
 * items from the ledger; so no more items are in memory than there are workers to hold them.
 *
 * <p>Thread-safe. {@link #stop} ends all workers; what was cut off stays in the ledger in a state
 * that says what may have happened.
 */
public final class UploadPool {
  /** A worker looks again at least this often, whatever the clock did meanwhile. */
  private static final Duration LONGEST_NAP = Duration.ofSeconds(2);

  private final PoolSettings settings;
  private final JobRunner runner;
  private final FailedCalls failedCalls;
  private final ClaimQueue queue;
  private final IngestListener events;
  private final Clock clock;
  private final Workers workers;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final TargetGate gate;

  @GuardedBy("lock")
  private int inFlight;

  @GuardedBy("lock")
  private long itemCalls;

  @GuardedBy("lock")
  private boolean claiming;

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
    OutcomeRecorder recorder = new OutcomeRecorder(ledger, rules, listener, events, clock);
    this.settings = settings;
    this.runner =
        new JobRunner(
            settings.targetName(), target, ledger, rules, recorder, listener, events, clock);
    this.failedCalls = new FailedCalls(rules, recorder, listener, clock);
    this.queue = new ClaimQueue(ledger, settings.workers());
    this.gate = new TargetGate(random);
    this.events = events;
    this.clock = clock;
    this.workers = new Workers(threads);
  }

  /** Starts the workers. */
  public void start() {
    workers.start(settings.workers(), this::work);
  }

  /** Begins to serve a folder: its dataset is opened first, then its items are claimed. */
  public void serve(FolderOrder order) {
    lock.lock();
    try {
      queue.add(new Job.Open(order), Instant.MIN);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the ledger may have items that can be claimed. */
  public void wake() {
    lock.lock();
    try {
      queue.mayHaveMore();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What the pool is doing at this moment. */
  public PoolStatus status() {
    lock.lock();
    try {
      return new PoolStatus(
          gate.health(), gate.reason(), gate.until(), gate.parkedSince(), inFlight, itemCalls);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops: no new job is begun, those under way may end within {@code grace}, then they are
   * interrupted. Idempotent.
   */
  public void stop(Duration grace) {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    long deadline = System.nanoTime() + grace.toNanos();
    workers.end(deadline);
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
        Optional<Job> job = admitted(now);
        if (job.isPresent()) {
          inFlight++;
          itemCalls += job.get().isForItems() ? 1 : 0;
          return job;
        }
        if (mayClaim(now)) {
          claim(now);
        } else {
          changed.await(nap(now).toNanos(), TimeUnit.NANOSECONDS);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Optional<Job> admitted(Instant now) {
    return switch (gate.admit(now)) {
      case PROBE -> Optional.of(new Job.Probe());
      case WORK -> queue.poll(now);
      case WAIT -> Optional.empty();
    };
  }

  @GuardedBy("lock")
  private boolean mayClaim(Instant now) {
    return !claiming && gate.health() == TargetHealth.OK && queue.mayClaim(now);
  }

  /** Claims without holding the lock, since the ledger's disk may be slow. */
  @GuardedBy("lock")
  private void claim(Instant now) {
    claiming = true;
    ClaimQueue.Round round = queue.beginRound();
    ClaimQueue.Claimed claimed = new ClaimQueue.Claimed(List.of(), now);
    lock.unlock();
    try {
      claimed = queue.claim(round, runner, now);
    } finally {
      lock.lock();
      claiming = false;
      queue.endRound(round, claimed);
      changed.signalAll();
    }
  }

  @GuardedBy("lock")
  private Duration nap(Instant now) {
    Instant wakeAt = gate.health() == TargetHealth.OK ? queue.nextAt(now) : gate.until();
    Duration until = Duration.between(now, wakeAt);
    if (until.compareTo(Duration.ofMillis(1)) < 0) {
      return Duration.ofMillis(50);
    }
    return until.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : until;
  }

  private void run(Job job) throws InterruptedException {
    boolean answered = false;
    try {
      List<Job> following = call(job);
      answered = true;
      afterSuccess(job, following);
    } catch (TargetException e) {
      answered = true;
      afterFailure(job, e);
    } finally {
      finished(job, answered);
    }
  }

  private List<Job> call(Job job) throws TargetException, InterruptedException {
    if (job instanceof Job.Probe) {
      runner.probe();
      return List.of();
    }
    if (job instanceof Job.Open open) {
      OpenFolder folder = runner.open(open.order());
      lock.lock();
      try {
        queue.opened(folder);
      } finally {
        lock.unlock();
      }
      return List.of();
    }
    return callForItems(job);
  }

  private List<Job> callForItems(Job job) throws TargetException, InterruptedException {
    if (job instanceof Job.Reserve reserve) {
      return runner.reserve(reserve);
    }
    if (job instanceof Job.Transfer transfer) {
      return runner.transfer(transfer);
    }
    if (job instanceof Job.Commit commit) {
      return runner.commit(commit);
    }
    if (job instanceof Job.Resolve resolve) {
      return runner.resolve(resolve);
    }
    if (job instanceof Job.Follow follow) {
      return runner.follow(follow);
    }
    throw new IllegalStateException("unknown job: " + job);
  }

  private void afterSuccess(Job job, List<Job> following) {
    lock.lock();
    try {
      TargetHealth before = gate.health();
      if (job instanceof Job.Probe) {
        gate.probeAnswered();
      } else {
        gate.succeeded();
      }
      following.forEach(next -> queue.add(next, Instant.MIN));
      tellOfHealth(before);
    } finally {
      lock.unlock();
    }
  }

  private void afterFailure(Job job, TargetException failure) {
    Instant now = clock.instant();
    lock.lock();
    try {
      TargetHealth before = gate.health();
      gate.failed(failure, now);
      tellOfHealth(before);
    } finally {
      lock.unlock();
    }
    FailedCalls.Sequel sequel = failedCalls.handle(job, failure, now);
    lock.lock();
    try {
      // Several workers may find the dataset gone; the first of them has it opened again.
      boolean first = sequel.closed().map(queue::closed).orElse(true);
      if (first) {
        sequel.jobs().forEach(next -> queue.add(next, sequel.notBefore()));
      }
      queue.mayHaveMore();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void tellOfHealth(TargetHealth before) {
    if (gate.health() != before) {
      Instant retryAt = gate.health() == TargetHealth.OK ? clock.instant() : gate.until();
      events.on(
          new IngestEvent.TargetChanged(
              settings.targetName(), gate.health(), gate.reason(), retryAt));
    }
  }

  private void finished(Job job, boolean answered) {
    lock.lock();
    try {
      inFlight--;
      if (!answered && job instanceof Job.Probe) {
        gate.probeAbandoned();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
