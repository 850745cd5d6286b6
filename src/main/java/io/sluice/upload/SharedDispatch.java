package io.sluice.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestListener;
import io.sluice.ledger.Ledger;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The dispatch of a pool as its workers share it: they wait here for their next job, and say what
 * became of it. Whatever changes the target's health is told before the lock is given back.
 *
 * <p>Thread-safe. One lock guards the dispatch; the ledger is asked without it, and no call to the
 * target is made here. Only {@link #next} waits, and may be interrupted.
 */
final class SharedDispatch {
  /** A worker looks again at least this often, whatever the clock did meanwhile. */
  private static final Duration LONGEST_NAP = Duration.ofSeconds(2);

  private static final Duration SHORTEST_NAP = Duration.ofMillis(5);

  private final Ledger ledger;
  private final FirstJobs firstJobs;
  private final IngestListener events;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Dispatch dispatch;

  @GuardedBy("lock")
  private final HealthNews health;

  @GuardedBy("lock")
  private boolean stopping;

  /**
   * @param dispatch used by nobody else from now on
   * @param firstJobs what claimed items begin with
   */
  SharedDispatch(Dispatch dispatch, FirstJobs firstJobs, PoolNews news) {
    this.dispatch = dispatch;
    this.firstJobs = firstJobs;
    this.ledger = news.ledger();
    this.events = news.events();
    this.clock = news.clock();
    this.health = new HealthNews(news.targetName());
  }

  /** Changes what is to be done, and has every worker look again. */
  void change(Consumer<Dispatch> change) {
    lock.lock();
    try {
      change.accept(dispatch);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What the pool is doing at this moment. */
  PoolStatus status() {
    lock.lock();
    try {
      return dispatch.status();
    } finally {
      lock.unlock();
    }
  }

  /** How long the transfer of so many bytes may take. */
  Duration transferTime(long bytes) {
    lock.lock();
    try {
      return dispatch.transferTime(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** From now on {@link #next} has no job for anyone. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next job to run, which {@link #ended} is told of; empty when the pool stops. */
  Optional<Job> next() throws InterruptedException {
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

  /** A job was done; these follow. */
  void succeeded(Job job, List<Job> following) {
    lock.lock();
    try {
      dispatch.succeeded(job, following, clock.instant());
      tellOfHealth();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A job's call failed as a whole.
   *
   * @return how often such calls have failed since one last succeeded, this time included
   */
  int failed(Job job, TargetException failure, Instant now) {
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
    return inARow;
  }

  /** Serves a folder no more. Says whether it had been served. */
  boolean closed(long folderId) {
    lock.lock();
    try {
      return dispatch.closed(folderId);
    } finally {
      lock.unlock();
    }
  }

  /** What follows a job that failed; workers look again once {@link #ended} is told. */
  void follow(Job job, FailedCalls.Sequel sequel) {
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

  /**
   * A job has ended, and what follows it has been told.
   *
   * @param answered whether its call had an outcome, rather than being cut off
   */
  void ended(Job job, boolean answered, List<Job> following) {
    change(d -> d.ended(job, answered, following));
  }
}
