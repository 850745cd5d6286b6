package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What becomes of a job whose call failed as a whole. */
final class FailedCalls {
  /** How soon a dataset that is not there is asked for again. */
  private static final Duration MISSING_AGAIN_AFTER = Duration.ofSeconds(30);

  /** One that is refused costs two requests each time. */
  private static final RetryPolicy REFUSED_AGAIN =
      new RetryPolicy(1, Duration.ofSeconds(2), MISSING_AGAIN_AFTER, Duration.ofDays(1), false);

  /** How soon a dataset is asked for again after the server's own failure. */
  private static final Duration FAULTY_AGAIN_AFTER = Duration.ofSeconds(2);

  private final OutcomeRules rules;
  private final PoolNews news;
  private final RandomGenerator random;
  private final boolean reserveLeavesTrace;

  /**
   * @param reserveLeavesTrace as in {@link io.sluice.target.Capabilities}
   */
  FailedCalls(
      OutcomeRules rules, PoolNews news, RandomGenerator random, boolean reserveLeavesTrace) {
    this.reserveLeavesTrace = reserveLeavesTrace;
    this.rules = rules;
    this.news = news;
    this.random = random;
  }

  /**
   * What follows.
   *
   * @param jobs jobs to be done later
   * @param notBefore when they may begin
   * @param closed a folder that cannot be served until its dataset has been opened again
   */
  record Sequel(List<Job> jobs, Instant notBefore, Optional<Long> closed) {
    static Sequel none() {
      return new Sequel(List.of(), Instant.MIN, Optional.empty());
    }

    static Sequel of(Job job, Instant notBefore) {
      return new Sequel(List.of(job), notBefore, Optional.empty());
    }
  }

  /** Records what the failure means for the job's items, and says what follows. */
  Sequel handle(Job job, TargetException failure, Instant now) {
    if (job instanceof Job.Open open) {
      news.listener().openFailed(open.order().folderId(), failure);
      Job.Open again = new Job.Open(open.order(), open.failures() + 1);
      return Sequel.of(again, now.plus(reopenAfter(failure.kind(), again.failures())));
    }
    if (!(job instanceof Job.ForItems forItems)) {
      return Sequel.none();
    }
    List<Job> halves = forItems.halves();
    if (speaksOfTheGroup(failure.kind()) && !halves.isEmpty()) {
      return new Sequel(halves, Instant.MIN, Optional.empty());
    }
    boolean waitsInMemory =
        job instanceof Job.Commit commit
            ? keepsWaiting(commit, failure, now)
            : job instanceof Job.ReadListing && isNoFault(failure.kind());
    return waitsInMemory ? Sequel.of(job, now) : itemsFailed(forItems, failure, now);
  }

  private static boolean speaksOfTheGroup(Kind kind) {
    return kind == Kind.GROUP_REFUSED || kind == Kind.TOO_LARGE;
  }

  /** Pages that were read are not read again because the target went away in between. */
  private static boolean isNoFault(Kind kind) {
    return kind == Kind.UNREACHABLE || kind == Kind.THROTTLED;
  }

  /** A parked target makes the wait of its own: its gate lets nothing through. */
  private Duration reopenAfter(Kind kind, int failures) {
    return switch (kind) {
      case DATASET_MISSING -> MISSING_AGAIN_AFTER;
      case DATASET_REFUSED -> REFUSED_AGAIN.delay(failures, random);
      case FAULTY, TOO_LARGE, GROUP_REFUSED -> FAULTY_AGAIN_AFTER;
      case UNREACHABLE, THROTTLED, REFUSED -> Duration.ZERO;
    };
  }

  /** A throttled commit was not acted on: its bytes are there, so it waits in memory. */
  private static boolean keepsWaiting(Job.Commit commit, TargetException failure, Instant now) {
    Instant again = now.plus(failure.retryAfter());
    return failure.kind() == Kind.THROTTLED
        && commit.sent().stream().allMatch(s -> s.reservation().expiresAt().isAfter(again));
  }

  private ItemState waitIn(Job job, Item item, Kind kind) {
    if (job instanceof Job.Commit) {
      return ItemState.SENT;
    }
    boolean mayHaveActed = kind == Kind.UNREACHABLE || kind == Kind.FAULTY;
    boolean begun = job instanceof Job.Reserve && reserveLeavesTrace && mayHaveActed;
    return begun && item.state() == ItemState.PLANNED ? ItemState.RESERVED : item.state();
  }

  private Sequel itemsFailed(Job.ForItems job, TargetException failure, Instant now) {
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    for (Item item : job.items()) {
      ItemState waitIn = waitIn(job, item, failure.kind());
      conclusions.conclude(item, rules.callFailed(item, waitIn, failure, now));
    }
    conclusions.record();
    if (failure.kind() != Kind.DATASET_MISSING) {
      return Sequel.none();
    }
    FolderOrder order = job.folder().order();
    return new Sequel(
        List.of(new Job.Open(order, 0)), now.plusSeconds(1), Optional.of(order.folderId()));
  }
}
