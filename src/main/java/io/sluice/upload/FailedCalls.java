package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of a job whose call failed as a whole. */
final class FailedCalls {
  /** How soon a dataset that is not there is asked for again. */
  private static final Duration MISSING_AGAIN_AFTER = Duration.ofSeconds(30);

  /** How soon a dataset is asked for again after the server's own failure. */
  private static final Duration FAULTY_AGAIN_AFTER = Duration.ofSeconds(2);

  private final OutcomeRules rules;
  private final OutcomeRecorder recorder;
  private final PoolListener listener;
  private final Clock clock;

  FailedCalls(OutcomeRules rules, OutcomeRecorder recorder, PoolListener listener, Clock clock) {
    this.rules = rules;
    this.recorder = recorder;
    this.listener = listener;
    this.clock = clock;
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
      listener.openFailed(open.order().folderId(), failure);
      return Sequel.of(job, now.plus(reopenAfter(failure.kind())));
    }
    if (job instanceof Job.Commit commit) {
      return commitFailed(commit, failure, now);
    }
    if (job instanceof Job.Reserve reserve) {
      return itemsFailed(reserve.folder(), reserve.items(), failure, now);
    }
    if (job instanceof Job.Transfer transfer) {
      return itemsFailed(transfer.folder(), List.of(transfer.item()), failure, now);
    }
    if (job instanceof Job.Resolve resolve) {
      return itemsFailed(resolve.folder(), resolve.items(), failure, now);
    }
    if (job instanceof Job.Follow follow) {
      return itemsFailed(follow.folder(), follow.items(), failure, now);
    }
    return Sequel.none();
  }

  /** A parked target makes the wait of its own: its gate lets nothing through. */
  private static Duration reopenAfter(TargetException.Kind kind) {
    return switch (kind) {
      case DATASET_MISSING -> MISSING_AGAIN_AFTER;
      case FAULTY, TOO_LARGE, GROUP_REFUSED -> FAULTY_AGAIN_AFTER;
      case UNREACHABLE, THROTTLED, REFUSED -> Duration.ZERO;
    };
  }

  /** A throttled commit was not acted on: its bytes are there, so it waits in memory. */
  private Sequel commitFailed(Job.Commit commit, TargetException failure, Instant now) {
    Instant again = now.plus(failure.retryAfter());
    boolean keep =
        failure.kind() == TargetException.Kind.THROTTLED
            && commit.sent().stream().allMatch(s -> s.reservation().expiresAt().isAfter(again));
    if (keep) {
      return Sequel.of(commit, now);
    }
    List<Item> items =
        commit.sent().stream()
            .map(SentItem::item)
            .map(item -> LocalParts.inState(item, ItemState.SENT))
            .toList();
    return itemsFailed(commit.folder(), items, failure, now);
  }

  private Sequel itemsFailed(
      OpenFolder folder, List<Item> items, TargetException failure, Instant now) {
    for (Item item : items) {
      recorder.conclude(folder, item, rules.callFailed(item, item.state(), failure, now));
    }
    if (failure.kind() != TargetException.Kind.DATASET_MISSING) {
      return Sequel.none();
    }
    Instant reopenAt = clock.instant().plusSeconds(1);
    return new Sequel(
        List.of(new Job.Open(folder.order())), reopenAt, Optional.of(folder.order().folderId()));
  }
}
