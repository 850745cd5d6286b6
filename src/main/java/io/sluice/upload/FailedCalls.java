package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What becomes of a job whose call failed as a whole. */
final class FailedCalls {
  /** How soon a dataset that is not there is asked for again. */
  private static final Duration MISSING_AGAIN_AFTER = Duration.ofSeconds(30);

  /** So often a dataset that is found, and then not there, is looked for at once. */
  private static final int FOUND_IN_VAIN = 2;

  /** And then less and less often. */
  private static final RetryPolicy LOST_AGAIN =
      new RetryPolicy(1, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofDays(1), false);

  /** One that is refused costs two requests each time. */
  private static final RetryPolicy REFUSED_AGAIN =
      new RetryPolicy(1, Duration.ofSeconds(2), MISSING_AGAIN_AFTER, Duration.ofDays(1), false);

  /** How soon a dataset is asked for again after the server's own failure. */
  private static final Duration FAULTY_AGAIN_AFTER = Duration.ofSeconds(2);

  /** So often a call for a group fails before its halves are tried, while the target does well. */
  private static final int FAILURES_TO_HALVE = 2;

  private final Suspects suspects = new Suspects();

  /** How often in a row the dataset of a folder was found, and then not there. */
  private final Map<Long, Integer> lost = new ConcurrentHashMap<>();

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
   * @param closed the folder, when it cannot be served until its dataset has been opened again: see
   *     {@link #reopen}
   */
  record Sequel(List<Job> jobs, Instant notBefore, Optional<FolderOrder> closed) {
    static Sequel none() {
      return new Sequel(List.of(), Instant.MIN, Optional.empty());
    }

    static Sequel of(Job job, Instant notBefore) {
      return new Sequel(List.of(job), notBefore, Optional.empty());
    }
  }

  /**
   * Records what the failure means for the job's items, and says what follows.
   *
   * @param inARow how often such calls have failed since one last succeeded, this time included
   */
  Sequel handle(Job job, TargetException failure, int inARow, Instant now) {
    if (job instanceof Job.Open open) {
      news.listener().openFailed(open.order().folderId(), failure);
      Job.Open again = new Job.Open(open.order(), open.failures() + 1);
      return Sequel.of(again, now.plus(reopenAfter(failure.kind(), again.failures())));
    }
    if (!(job instanceof Job.ForItems forItems)) {
      return Sequel.none();
    }
    List<Job> halves =
        speaksOfTheGroup(failure.kind())
            ? forItems.halves()
            : isForHalves(forItems, failure.kind(), inARow)
                ? doubtful(forItems).halves()
                : List.of();
    if (!halves.isEmpty()) {
      return new Sequel(halves, Instant.MIN, Optional.empty());
    }
    return waitsInMemory(forItems, failure, now)
        .orElseGet(() -> itemsFailed(forItems, failure, now));
  }

  /** A job succeeded; one that certainly asked the target shows that the dataset is there. */
  void succeeded(Job job) {
    if (job instanceof Job.Reserve || job instanceof Job.Commit || job instanceof Job.ReadListing) {
      lost.remove(((Job.ForItems) job).folder().order().folderId());
    }
  }

  /**
   * What follows when a folder's dataset was not there any more. Somebody may have deleted it, and
   * then it is opened anew at once. Where it is found each time, and each time not there for its
   * items, the folder is told so: a run that somebody waits for must end.
   */
  Sequel reopen(FolderOrder order, TargetException failure, Instant now) {
    int times = lost.merge(order.folderId(), 1, Integer::sum);
    if (times <= FOUND_IN_VAIN) {
      return Sequel.of(new Job.Open(order, 0), now.plusSeconds(1));
    }
    String words =
        "dataset %s is listed, but none of its items can be reached: %s"
            .formatted(order.dataset(), failure.getMessage());
    news.listener()
        .openFailed(order.folderId(), new TargetException(Kind.DATASET_MISSING, words, failure));
    Duration wait = LOST_AGAIN.delay(times - FOUND_IN_VAIN, random);
    return Sequel.of(new Job.Open(order, 0), now.plus(wait));
  }

  /**
   * A server that fails again and again may do so for one item of a group: the others must not wait
   * for it for ever. It is found soon where other calls do well; where none does, the target is
   * away, and groups stay whole, but for a try now and then.
   */
  private boolean isForHalves(Job.ForItems job, Kind kind, int inARow) {
    if (kind != Kind.FAULTY && kind != Kind.UNREACHABLE) {
      return false;
    }
    if (inARow < TargetGate.FAULTS_TO_PARK) {
      return suspects.failed(job.items()) >= FAILURES_TO_HALVE;
    }
    return kind == Kind.FAULTY && inARow % TargetGate.FAULTS_TO_PARK == 0 && !rules.faultsCount();
  }

  /** What a job begins with when it may have been acted on: a look at what is there. */
  private Job.ForItems doubtful(Job.ForItems job) {
    if (job instanceof Job.Commit commit) {
      return lookUp(commit);
    }
    return job instanceof Job.Reserve reserve && reserveLeavesTrace
        ? new Job.Resolve(reserve.folder(), reserve.lane(), begun(reserve.items()), false)
        : job;
  }

  private static List<Item> begun(List<Item> items) {
    return items.stream()
        .map(i -> i.state() == ItemState.PLANNED ? i.withState(ItemState.RESERVED) : i)
        .toList();
  }

  private Optional<Sequel> waitsInMemory(Job.ForItems job, TargetException failure, Instant now) {
    if (job instanceof Job.Commit commit) {
      return keptCommit(commit, failure, now);
    }
    if (job instanceof Job.Resolve resolve && !resolve.sent().isEmpty()) {
      return keptLookUp(resolve, failure.kind(), now);
    }
    return job instanceof Job.ReadListing && isNoFault(failure.kind())
        ? Optional.of(Sequel.of(job, now))
        : Optional.empty();
  }

  /**
   * While the target keeps the bytes of a commit that failed, they need not be sent again: a commit
   * that was refused is made again, one that may have been acted on is looked up first.
   */
  private Optional<Sequel> keptCommit(Job.Commit commit, TargetException failure, Instant now) {
    Instant again = now.plus(failure.retryAfter());
    if (failure.kind() != Kind.THROTTLED && rules.faultsCount()) {
      // A run that somebody waits for ends soon, and tells what it leaves undone.
      return Optional.empty();
    }
    if (commit.sent().stream().anyMatch(s -> !s.reservation().expiresAt().isAfter(again))) {
      return Optional.empty();
    }
    return switch (failure.kind()) {
      case THROTTLED, REFUSED -> Optional.of(Sequel.of(commit, now));
      case UNREACHABLE -> Optional.of(Sequel.of(lookUp(commit), now));
      case FAULTY -> Optional.of(Sequel.of(lookUp(commit), now.plus(rules.targetFaultDelay())));
      case TOO_LARGE, GROUP_REFUSED, DATASET_MISSING, DATASET_REFUSED, DATASET_FAULTY ->
          Optional.empty();
    };
  }

  /** Nor are they when that look-up fails, too. */
  private Optional<Sequel> keptLookUp(Job.Resolve resolve, Kind kind, Instant now) {
    boolean lost =
        resolve.sent().values().stream().noneMatch(s -> s.reservation().expiresAt().isAfter(now));
    if (lost || rules.faultsCount()) {
      return Optional.empty();
    }
    return switch (kind) {
      case THROTTLED, REFUSED, UNREACHABLE -> Optional.of(Sequel.of(resolve, now));
      case FAULTY -> Optional.of(Sequel.of(resolve, now.plus(rules.targetFaultDelay())));
      case TOO_LARGE, GROUP_REFUSED, DATASET_MISSING, DATASET_REFUSED, DATASET_FAULTY ->
          Optional.empty();
    };
  }

  private static Job.ForItems lookUp(Job.Commit commit) {
    List<Item> items =
        commit.sent().stream().map(one -> one.item().withState(ItemState.SENT)).toList();
    Map<Long, SentItem> sent =
        commit.sent().stream().collect(Collectors.toMap(one -> one.item().id(), one -> one));
    return new Job.Resolve(commit.folder(), commit.lane(), items, false, sent);
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
      case DATASET_REFUSED, DATASET_FAULTY -> REFUSED_AGAIN.delay(failures, random);
      case FAULTY, TOO_LARGE, GROUP_REFUSED -> FAULTY_AGAIN_AFTER;
      case UNREACHABLE, THROTTLED, REFUSED -> Duration.ZERO;
    };
  }

  private ItemState waitIn(Job job, Item item, Kind kind) {
    if (job instanceof Job.Commit || LocalParts.isSidecar(item)) {
      return ItemState.SENT;
    }
    boolean mayHaveActed = kind == Kind.UNREACHABLE || kind == Kind.FAULTY;
    boolean begun = job instanceof Job.Reserve && reserveLeavesTrace && mayHaveActed;
    return begun && item.state() == ItemState.PLANNED ? ItemState.RESERVED : item.state();
  }

  private Sequel itemsFailed(Job.ForItems job, TargetException failure, Instant now) {
    OutcomeRules together = rules.withOneDelay();
    Conclusions conclusions = new Conclusions(job.folder(), together, news);
    for (Item item : job.items()) {
      ItemState waitIn = waitIn(job, item, failure.kind());
      conclusions.conclude(item, together.callFailed(item, waitIn, failure, now));
    }
    conclusions.record();
    return failure.kind() == Kind.DATASET_MISSING
        ? new Sequel(List.of(), Instant.MIN, Optional.of(job.folder().order()))
        : Sequel.none();
  }
}
