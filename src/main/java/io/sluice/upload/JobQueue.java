package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.ledger.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The jobs of a pool that wait in memory. Live files go before a backlog; but a quarter of the
 * workers is always the backlog's, while it has jobs. Not thread-safe: its pool guards it.
 */
final class JobQueue {
  private final int backlogShare;
  private final PriorityQueue<Waiting> general = queue();
  private final Map<Lane, Stream> lanes = new EnumMap<>(Lane.class);
  private final List<Waiting> delayed = new ArrayList<>();
  private long order;

  JobQueue(int workers) {
    // A single worker turns to the backlog for every fourth job instead.
    this.backlogShare = workers == 1 ? 0 : (workers + 3) / 4;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Stream());
    }
  }

  private static final Comparator<Waiting> BY_RANK =
      Comparator.comparingInt((Waiting w) -> w.job().kind().rank())
          .thenComparingLong(Waiting::order);

  private static PriorityQueue<Waiting> queue() {
    return new PriorityQueue<>(BY_RANK);
  }

  /** A job, the order in which it came, and when it may begin. */
  private record Waiting(Job job, long order, Instant notBefore) {
    boolean wasPutOff() {
      return !notBefore.equals(Instant.MIN);
    }
  }

  /** One lane's jobs. */
  private static final class Stream {
    private final PriorityQueue<Waiting> waiting = queue();

    /** Items of jobs that wait, or that are being made ready for their transfer. */
    private int unsent;

    private long unsentBytes;

    /** Items of jobs that register them, or that wait to be registered. */
    private int uncommitted;

    private int running;
    private int passedOver;

    /** The job to take, where there is one. */
    Optional<Waiting> first(boolean alone) {
      Optional<Waiting> fresh =
          alone ? waiting.stream().filter(w -> !w.wasPutOff()).min(BY_RANK) : Optional.empty();
      return fresh.or(() -> Optional.ofNullable(waiting.peek()));
    }
  }

  void add(Job job, Instant notBefore) {
    if (job instanceof Job.ForItems forItems) {
      count(forItems, 1);
    }
    Waiting entry = new Waiting(job, order++, notBefore);
    if (entry.wasPutOff()) {
      delayed.add(entry);
    } else {
      enqueue(entry);
    }
  }

  private void enqueue(Waiting entry) {
    if (entry.job() instanceof Job.ForItems forItems) {
      stream(forItems).waiting.add(entry);
    } else {
      general.add(entry);
    }
  }

  /**
   * The job to do next, if one waits and its time has come. Tell {@link #ended} of its end.
   *
   * @param alone whether no other job will run beside it: then what was put off, since it failed,
   *     goes behind all else, which may do well
   */
  Optional<Job> poll(Instant now, boolean alone) {
    delayed.removeIf(
        entry -> {
          boolean due = !now.isBefore(entry.notBefore());
          if (due) {
            enqueue(entry);
          }
          return due;
        });
    if (!general.isEmpty()) {
      return Optional.of(general.remove().job());
    }
    return nextLane(alone).map(lane -> take(lane, alone));
  }

  private Optional<Lane> nextLane(boolean alone) {
    Stream live = lanes.get(Lane.LIVE);
    Stream backlog = lanes.get(Lane.BACKLOG);
    if (alone && isPutOff(live) != isPutOff(backlog)) {
      return Optional.of(isPutOff(live) ? Lane.BACKLOG : Lane.LIVE);
    }
    boolean inTurn = alone || backlogShare == 0;
    boolean owed = inTurn ? backlog.passedOver >= 3 : backlog.running < backlogShare;
    if (!backlog.waiting.isEmpty() && (owed || live.waiting.isEmpty())) {
      return Optional.of(Lane.BACKLOG);
    }
    return live.waiting.isEmpty() ? Optional.empty() : Optional.of(Lane.LIVE);
  }

  /** Whether it has nothing but what failed before. */
  private static boolean isPutOff(Stream stream) {
    return stream.first(true).filter(w -> !w.wasPutOff()).isEmpty();
  }

  private Job take(Lane lane, boolean alone) {
    Stream backlog = lanes.get(Lane.BACKLOG);
    backlog.passedOver = lane == Lane.LIVE ? backlog.passedOver + 1 : 0;
    Stream stream = lanes.get(lane);
    stream.running++;
    Waiting taken = stream.first(alone).orElseThrow();
    stream.waiting.removeIf(w -> w.order() == taken.order());
    return taken.job();
  }

  /** A job that was polled has ended; what follows it has been added before. */
  void ended(Job job) {
    if (job instanceof Job.ForItems forItems) {
      stream(forItems).running--;
      count(forItems, -1);
    }
  }

  /** How many items of a lane are in hand and not sent yet. */
  int unsent(Lane lane) {
    return lanes.get(lane).unsent;
  }

  /** How many bytes those items have. */
  long unsentBytes(Lane lane) {
    return lanes.get(lane).unsentBytes;
  }

  /** When a job's time comes that has to wait for it. */
  Optional<Instant> nextAt() {
    return delayed.stream().map(Waiting::notBefore).min(Comparator.naturalOrder());
  }

  /** How many items of a lane are sent, and are being registered or wait for it. */
  int uncommitted(Lane lane) {
    return lanes.get(lane).uncommitted;
  }

  private Stream stream(Job.ForItems job) {
    return lanes.get(job.lane());
  }

  private void count(Job.ForItems job, int sign) {
    if (job instanceof Job.Commit commit) {
      stream(job).uncommitted += sign * commit.sent().size();
    } else if (!(job instanceof Job.Follow || job instanceof Job.Attach)) {
      Stream stream = stream(job);
      stream.unsent += sign * job.items().size();
      stream.unsentBytes += sign * job.items().stream().mapToLong(Item::sizeBytes).sum();
    }
  }
}
