package io.sluice.upload;

import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Runs one job at a time for a worker: makes the call, has the outcomes judged, records them, and
 * says which jobs follow. Each kind of job is run by the class of its stage. A call that fails as a
 * whole is thrown to the pool.
 *
 * <p>Thread-safe: the workers of a pool share it, each with jobs of its own.
 */
final class JobRunner {
  private final Target target;
  private final NameResolver resolver;
  private final Reserving reserving;
  private final Transferring transferring;
  private final Committing committing;
  private final Attaching attaching;

  /**
   * @param transferTime how long so many bytes may take
   */
  JobRunner(Target target, OutcomeRules rules, PoolNews news, LongFunction<Duration> transferTime) {
    this.target = target;
    this.resolver = new NameResolver(target, rules, news);
    this.reserving = new Reserving(target, rules, news);
    this.transferring = new Transferring(target, rules, news, transferTime);
    this.committing = new Committing(target, rules, news);
    this.attaching = new Attaching(target, rules, news);
  }

  /** Asks whether the target answers. */
  void probe() throws TargetException, InterruptedException {
    target.check();
  }

  /** Runs a job, and says what follows. */
  List<Job> run(Job.ForItems job) throws TargetException, InterruptedException {
    if (job instanceof Job.Reserve reserve) {
      return reserving.reserve(reserve);
    }
    if (job instanceof Job.Transfer transfer) {
      return transferring.transfer(transfer);
    }
    if (job instanceof Job.Commit commit) {
      return committing.commit(commit);
    }
    if (job instanceof Job.Follow follow) {
      return committing.follow(follow);
    }
    if (job instanceof Job.Attach attach) {
      return attaching.attach(attach);
    }
    if (job instanceof Job.Resolve resolve) {
      return resolver.resolve(resolve);
    }
    if (job instanceof Job.Compare compare) {
      return resolver.compare(compare);
    }
    return resolver.read((Job.ReadListing) job);
  }
}
