package io.sluice.upload;

import io.sluice.ledger.Lane;
import io.sluice.target.Capabilities;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides what a worker of a pool does next: a job, asking the ledger for more, or waiting. Pure
 * but for its own state; time is passed in. Not thread-safe: {@link SharedDispatch} guards it.
 */
final class Dispatch {
  private final PoolSettings settings;
  private final TargetGate gate;
  private final JobQueue queue;
  private final CommitGather gather;
  private final TransferRate rate = new TransferRate();
  private final Grouping grouping;
  private final List<Supply> supplies = new ArrayList<>();
  private final Set<Long> allThere = new HashSet<>();
  private boolean asking;
  private int inFlight;
  private long itemCalls;

  Dispatch(PoolSettings settings, Capabilities capabilities, RandomGenerator random) {
    this.settings = settings;
    this.grouping = new Grouping(settings, capabilities, rate);
    this.gate = new TargetGate(random);
    this.queue = new JobQueue(settings.workers());
    this.gather = new CommitGather(grouping.commitItems(), capabilities.maxCommitBytes());
  }

  /** What a worker does next. */
  sealed interface Step {
    /** Run a job, then tell {@link Dispatch#ended}. */
    record Run(Job job) implements Step {}

    /** Ask the ledger without holding the pool's lock, then tell {@link Dispatch#answered}. */
    record Ask(Supply.Order order) implements Step {}

    /** Nothing to do before {@code until}, unless something happens. */
    record Await(Instant until) implements Step {}
  }

  Step next(Instant now) {
    TargetGate.Admission admission = gate.admit(now);
    if (admission == TargetGate.Admission.PROBE) {
      return run(new Job.Probe());
    }
    if (admission == TargetGate.Admission.WAIT) {
      return new Step.Await(gate.until());
    }
    if (gate.isOnTrial() && inFlight > 0) {
      return new Step.Await(now.plusSeconds(60));
    }
    gather.due(now, grouping.commitWait()).forEach(commit -> queue.add(commit, Instant.MIN));
    supplies.forEach(supply -> supply.seenAt(now));
    // Asking comes first: no worker shall find the queue empty while the ledger has items.
    Optional<Supply> dry = asking ? Optional.empty() : askable(now);
    if (dry.isPresent()) {
      asking = true;
      return new Step.Ask(order(dry.get(), now));
    }
    Optional<Job> job = queue.poll(now, gate.isOnTrial());
    return job.isPresent() ? run(job.get()) : new Step.Await(nextAt(now));
  }

  private Step run(Job job) {
    inFlight++;
    itemCalls += job instanceof Job.ForItems ? 1 : 0;
    if (job instanceof Job.Transfer) {
      rate.begun(System.nanoTime());
    }
    return new Step.Run(job);
  }

  /** A lane that has run low and may have more in the ledger: live ones first, folders in turn. */
  private Optional<Supply> askable(Instant now) {
    for (Lane lane : Lane.values()) {
      if (hasRoom(lane)) {
        for (Supply supply : supplies) {
          if (supply.lane() == lane && !now.isBefore(supply.askAt())) {
            return Optional.of(supply);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a group may be claimed: never so late that workers wait for it, and never so early that
   * more than two groups are in hand.
   */
  private boolean hasRoom(Lane lane) {
    if (queue.uncommitted(lane) >= grouping.mostUncommitted()) {
      return false;
    }
    int unsent = queue.unsent(lane);
    return unsent < settings.workers()
        || (unsent < grouping.items() && queue.unsentBytes(lane) < grouping.bytes());
  }

  private Supply.Order order(Supply supply, Instant now) {
    Duration wait = grouping.items() == 1 ? Duration.ZERO : grouping.wait(supply.lane());
    return supply.order(grouping.items(), grouping.bytes(), wait, now);
  }

  private Instant nextAt(Instant now) {
    Instant at = now.plusSeconds(60);
    for (Supply supply : asking ? List.<Supply>of() : supplies) {
      at = hasRoom(supply.lane()) && supply.askAt().isBefore(at) ? supply.askAt() : at;
    }
    at = earlier(at, queue.nextAt());
    return earlier(at, gather.nextAt(grouping.commitWait()));
  }

  private static Instant earlier(Instant at, Optional<Instant> other) {
    return other.filter(at::isAfter).orElse(at);
  }

  /** The answer to {@link Step.Ask}; empty when it was cut off. */
  void answered(Supply.Order order, Optional<Supply.Answer> answer, List<Job> jobs, Instant now) {
    asking = false;
    Supply supply = order.supply();
    answer.ifPresent(told -> supply.answered(order, told, grouping.wait(supply.lane()), now));
    jobs.forEach(job -> add(job, Instant.MIN));
    if (supplies.remove(supply)) {
      // Behind the others, so that every folder has its turn.
      supplies.add(supply);
    }
  }

  /** A job was done; these follow. */
  void succeeded(Job job, List<Job> following, Instant now) {
    if (job instanceof Job.Probe) {
      gate.probeAnswered();
    } else {
      gate.succeeded(job.kind().stage());
    }
    for (Job next : following) {
      if (job instanceof Job.Transfer && next instanceof Job.Commit sent) {
        gather.add(sent, now);
      } else {
        add(next, Instant.MIN);
      }
    }
    if (job instanceof Job.ForItems ended && itemsOf(following) < ended.items().size()) {
      // Some may have been put off: the ledger knows until when.
      mayHaveMore(ended.folder().order().folderId());
    }
  }

  private static int itemsOf(List<Job> jobs) {
    return jobs.stream()
        .filter(Job.ForItems.class::isInstance)
        .mapToInt(job -> ((Job.ForItems) job).items().size())
        .sum();
  }

  /** A job's call failed as a whole. */
  void failed(Job job, TargetException failure, Instant now) {
    if (job instanceof Job.Probe) {
      gate.probeFailed(failure, now);
    } else {
      gate.failed(job.kind().stage(), failure, now);
    }
  }

  /** How often calls like that of a job have failed since one last succeeded. */
  int failuresInARow(Job job) {
    return gate.failuresInARow(job.kind().stage());
  }

  void add(Job job, Instant notBefore) {
    if (job instanceof Job.Transfer transfer) {
      gather.transferAdded(transfer);
    }
    queue.add(job, notBefore);
  }

  /**
   * A job has ended, and what follows it has been told.
   *
   * @param answered whether its call had an outcome, rather than being cut off
   */
  void ended(Job job, boolean answered, List<Job> following) {
    inFlight--;
    queue.ended(job);
    if (job instanceof Job.Transfer transfer) {
      gather.transferEnded(transfer);
      boolean sent =
          following.stream()
              .anyMatch(next -> next instanceof Job.Commit || next instanceof Job.Transfer);
      rate.ended(System.nanoTime(), sent ? transfer.part().source().sizeBytes() : 0);
    }
    if (!answered && job instanceof Job.Probe) {
      gate.probeAbandoned();
    }
  }

  /** A folder's dataset was found: it is served from now on. */
  void opened(OpenFolder folder) {
    closed(folder.order().folderId());
    for (Lane lane : Lane.values()) {
      Supply supply = new Supply(folder, lane);
      supply.expectMore(!allThere.contains(folder.order().folderId()));
      supplies.add(supply);
    }
  }

  /** Serves a folder no more. Says whether it had been served. */
  boolean closed(long folderId) {
    return supplies.removeIf(supply -> supply.folder().order().folderId() == folderId);
  }

  /** The ledger may have items of a folder that it had not before. */
  void mayHaveMore(long folderId) {
    forFolder(folderId).forEach(Supply::mayHaveMore);
  }

  /** Whether more files of a folder's backlog are on their way; also told before it is opened. */
  void expectMore(long folderId, boolean expected) {
    if (expected) {
      allThere.remove(folderId);
    } else {
      allThere.add(folderId);
    }
    forFolder(folderId).forEach(supply -> supply.expectMore(expected));
  }

  private List<Supply> forFolder(long folderId) {
    return supplies.stream()
        .filter(supply -> supply.folder().order().folderId() == folderId)
        .toList();
  }

  /** How long a transfer may take at the rate of late, with all others beside it. */
  Duration transferTime(long bytes) {
    return rate.timeFor(bytes).multipliedBy(settings.workers());
  }

  /** Whether the target does well in all that was tried of late. */
  boolean isWell() {
    return gate.isWell();
  }

  /** What the pool is doing at this moment. */
  PoolStatus status() {
    return new PoolStatus(
        gate.health(),
        gate.reason(),
        gate.until(),
        gate.parkedSince(),
        gate.idleSince(),
        inFlight,
        itemCalls);
  }
}
