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
 * but for its own state; time is passed in. Not thread-safe: its pool guards it.
 */
final class Dispatch {
  /** How long what was sent waits for others to be committed with it. */
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(3);

  /** A group costs its reservation, its commit, and now and then a look at what is there. */
  private static final int REQUESTS_PER_GROUP = 3;

  private final PoolSettings settings;
  private final Capabilities capabilities;
  private final TargetGate gate;
  private final JobQueue queue;
  private final CommitGather gather;
  private final TransferRate rate = new TransferRate();
  private final List<Supply> supplies = new ArrayList<>();
  private final Set<Long> allThere = new HashSet<>();
  private boolean asking;
  private int inFlight;
  private long itemCalls;

  Dispatch(PoolSettings settings, Capabilities capabilities, RandomGenerator random) {
    this.settings = settings;
    this.capabilities = capabilities;
    this.gate = new TargetGate(random);
    this.queue = new JobQueue(settings.workers());
    this.gather =
        new CommitGather(
            Math.min(settings.groups().items(), capabilities.maxCommitItems()),
            capabilities.maxCommitBytes());
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
    gather.due(now, commitWait()).forEach(commit -> queue.add(commit, Instant.MIN));
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
    if (queue.uncommitted(lane) >= mostUncommitted()) {
      return false;
    }
    int unsent = queue.unsent(lane);
    return unsent < settings.workers()
        || (unsent < groupItems() && queue.unsentBytes(lane) < groupBytes());
  }

  /**
   * More than all workers can register at once is not sent before: while registering alone fails,
   * what was sent waits in memory.
   */
  private int mostUncommitted() {
    return (settings.workers() + 2) * gather.mostItems();
  }

  private Supply.Order order(Supply supply, Instant now) {
    Duration wait = groupItems() == 1 ? Duration.ZERO : gatherWait(supply.lane());
    return supply.order(groupItems(), groupBytes(), wait, now);
  }

  private int groupItems() {
    return Math.min(settings.groups().items(), capabilities.maxReserveItems());
  }

  /** What goes out in a quarter of a reservation's life, so that two groups take half of it. */
  private long groupBytes() {
    Duration life = capabilities.reservationLife();
    return life.isZero()
        ? GroupLimits.MOST_BYTES
        : Math.min(GroupLimits.MOST_BYTES, rate.bytesIn(life.dividedBy(4)));
  }

  /** Live files wait longer for one another when requests run short. */
  private Duration gatherWait(Lane lane) {
    Duration configured = settings.groups().longestWait();
    if (lane == Lane.BACKLOG) {
      return configured;
    }
    Duration spacing = settings.budget().spacing(REQUESTS_PER_GROUP);
    return spacing.compareTo(configured) > 0 ? spacing : configured;
  }

  private Duration commitWait() {
    Duration spacing = settings.budget().spacing(1);
    return spacing.compareTo(COMMIT_WAIT) > 0 ? spacing : COMMIT_WAIT;
  }

  private Instant nextAt(Instant now) {
    Instant at = now.plusSeconds(60);
    for (Supply supply : asking ? List.<Supply>of() : supplies) {
      at = hasRoom(supply.lane()) && supply.askAt().isBefore(at) ? supply.askAt() : at;
    }
    at = earlier(at, queue.nextAt());
    return earlier(at, gather.nextAt(commitWait()));
  }

  private static Instant earlier(Instant at, Optional<Instant> other) {
    return other.filter(at::isAfter).orElse(at);
  }

  /** The answer to {@link Step.Ask}; empty when it was cut off. */
  void answered(Supply.Order order, Optional<Supply.Answer> answer, List<Job> jobs, Instant now) {
    asking = false;
    Supply supply = order.supply();
    answer.ifPresent(told -> supply.answered(order, told, gatherWait(supply.lane()), now));
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
      gate.succeeded(job.stage());
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
      gate.failed(job.stage(), failure, now);
    }
  }

  /** How often calls like that of a job have failed since one last succeeded. */
  int failuresInARow(Job job) {
    return gate.failuresInARow(job.stage());
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
