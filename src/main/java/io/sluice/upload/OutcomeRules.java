package io.sluice.upload;

import io.sluice.file.ReadTrouble;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is recorded for each thing that can become of an item. Pure; time is passed in. */
final class OutcomeRules {
  private static final Duration TARGET_FAULT_DELAY = Duration.ofSeconds(20);

  /** No longer than it takes to open a dataset again; until then none of its items is claimed. */
  private static final Duration REOPENING = Duration.ofSeconds(1);

  private static final Duration DISK_FAULT_DELAY = Duration.ofMinutes(1);

  private static final Duration BROKEN_DELAY = Duration.ofSeconds(5);

  private final RetryPolicy policy;
  private final RandomGenerator random;

  OutcomeRules(RetryPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /**
   * These rules with one draw for all delays: what failed together is tried again together, and not
   * item by item.
   */
  OutcomeRules withOneDelay() {
    long drawn = random.nextLong();
    return new OutcomeRules(policy, () -> drawn);
  }

  /** Whether a failure of the server's own uses up an attempt. */
  boolean faultsCount() {
    return policy.faultsCount();
  }

  /** How long to wait after a failure of the server's own. */
  Duration targetFaultDelay() {
    return jittered(TARGET_FAULT_DELAY);
  }

  /** Confirmed, whole, from us. */
  ItemChange uploaded(Item item, RemoteImage image) {
    String words = LocalParts.suffixedName(item).map(name -> "as " + name).orElse("");
    return finished(item, ItemState.UPLOADED, words, image, 0);
  }

  /** What a sidecar says was added to the entry that it speaks of. */
  ItemChange attached(Item item, ItemOutcome.Done done) {
    return finished(item, ItemState.UPLOADED, done.remark(), done.image(), 0);
  }

  /** All that a sidecar says was there. */
  ItemChange attachedBefore(Item item, String reason) {
    return finished(item, ItemState.SKIPPED, reason, Optional.empty(), 0, Optional.empty());
  }

  /**
   * A sidecar changed after it may have been added. It counts as added as it was, so that the
   * change is found to be one after the fact, and is told of.
   */
  ItemChange attachedAsItWas(Item item) {
    String words = "changed while its annotations were being added";
    return finished(item, ItemState.UPLOADED, words, Optional.empty(), 0, Optional.empty());
  }

  /** The entry is there, and the target will not have what was to be added to it. */
  ItemChange notAttached(
      Item item, ItemChange.Finished end, ItemOutcome.Rejected refusal, Instant now) {
    return new ItemChange.Finished(
        item.id(),
        ItemState.FAILED,
        "it is in the dataset, without all of its annotations: " + refusal.reason(),
        end.remoteId(),
        end.remoteFileName(),
        refusal.status(),
        end.attempts(),
        Optional.of(again(now)));
  }

  /** What a sidecar speaks of may be somebody else's: nothing was added to it. */
  ItemChange foreign(Item item, String reason) {
    return finished(item, ItemState.CONFLICT, reason, Optional.empty(), 0, Optional.empty());
  }

  /** The entry that an item was found to be may be somebody else's: nothing was added to it. */
  ItemChange foreign(Item item, ItemChange.Finished end, String reason) {
    return new ItemChange.Finished(
        item.id(),
        ItemState.CONFLICT,
        end.reason() + "; " + reason,
        end.remoteId(),
        end.remoteFileName(),
        0,
        end.attempts(),
        Optional.empty());
  }

  /** What an entry of the same name means for an item. */
  ItemChange existing(
      Item item, ExistingName there, Sender sender, FolderOrder order, Instant now) {
    boolean ours =
        switch (there.likeness()) {
          case DIFFERENT -> false;
          case SAME_CONTENT, SAME_SIZE -> sender != Sender.OTHERS;
          case SAME_NAME -> sender == Sender.US;
        };
    if (ours) {
      return uploaded(item, there.image());
    }
    return there.likeness() == ExistingName.Likeness.DIFFERENT
        ? different(item, there, order.onConflict(), now)
        : alreadyThere(item, there, order, now);
  }

  private ItemChange different(Item item, ExistingName there, ConflictPolicy policy, Instant now) {
    Optional<RemoteImage> image = Optional.of(there.image());
    return policy == ConflictPolicy.FAIL
        ? finished(item, ItemState.FAILED, there.difference(), image, 409, Optional.of(again(now)))
        : finished(item, ItemState.CONFLICT, there.difference(), image, 0, Optional.empty());
  }

  /** The name is taken by something whole of others, and the target cannot say by what. */
  ItemChange takenByUnknown(Item item, String reason, FolderOrder order, Instant now) {
    String words = ByNameAlone.WORDS + "; " + reason;
    return order.skipExisting()
        ? finished(item, ItemState.SKIPPED, words, Optional.empty(), 409, Optional.empty())
        : finished(item, ItemState.FAILED, words, Optional.empty(), 409, Optional.of(again(now)));
  }

  /** The target will not have it. */
  ItemChange rejected(Item item, int status, String reason, Instant now) {
    String words = status == 0 ? reason : status + " " + reason;
    return finished(
        item, ItemState.FAILED, words, Optional.empty(), status, Optional.of(again(now)));
  }

  /**
   * Its file cannot be read. A disk that fails is like a target that does: it keeps its attempts.
   */
  ItemChange unreadable(Item item, ReadTrouble trouble, Instant now) {
    if (!trouble.passes()) {
      return rejected(item, 0, trouble.reason(), now);
    }
    return policy.faultsCount()
        ? retry(item, item.state(), Duration.ZERO, trouble.reason(), now)
        : postponed(item, item.state(), now.plus(jittered(DISK_FAULT_DELAY)), trouble.reason());
  }

  /** Not this time, by the item's own bad luck: uses up an attempt. */
  ItemChange retry(Item item, ItemState waitIn, Duration after, String reason, Instant now) {
    int attempts = item.attempts() + 1;
    if (attempts >= policy.maxAttempts()) {
      return new ItemChange.Finished(
          item.id(),
          ItemState.FAILED,
          "gave up after " + attempts + " attempts: " + reason,
          "",
          "",
          0,
          attempts,
          Optional.of(again(now)));
    }
    Duration own = policy.delay(attempts, random);
    Duration wait = own.compareTo(after) > 0 ? own : after;
    return new ItemChange.Postponed(item.id(), waitIn, attempts, now.plus(wait), reason);
  }

  /** A call failed as a whole: the item waits, and keeps its attempts wherever that can be. */
  ItemChange callFailed(Item item, ItemState waitIn, TargetException failure, Instant now) {
    String reason = failure.getMessage();
    return switch (failure.kind()) {
      case FAULTY ->
          policy.faultsCount()
              ? retry(item, waitIn, Duration.ZERO, reason, now)
              : postponed(item, waitIn, now.plus(jittered(TARGET_FAULT_DELAY)), reason);
      case TOO_LARGE -> rejected(item, 413, reason, now);
      case DATASET_MISSING, DATASET_REFUSED, DATASET_FAULTY ->
          postponed(item, waitIn, now.plus(REOPENING), reason);
      // Not at once: should it be this file that breaks the connection, others go first.
      case UNREACHABLE -> postponed(item, waitIn, now.plus(jittered(BROKEN_DELAY)), reason);
      case GROUP_REFUSED -> retry(item, waitIn, Duration.ZERO, reason, now);
      case THROTTLED, REFUSED -> postponed(item, waitIn, now, reason);
    };
  }

  /** It goes on from {@code waitIn} at once. */
  ItemChange postponed(Item item, ItemState waitIn, Instant notBefore, String reason) {
    return new ItemChange.Postponed(item.id(), waitIn, item.attempts(), notBefore, reason);
  }

  private ItemChange alreadyThere(Item item, ExistingName there, FolderOrder order, Instant now) {
    String as = LocalParts.suffixedName(item).map(name -> " as " + name).orElse("");
    String words = "already in the dataset" + as + ": " + there.likeness().words();
    Optional<RemoteImage> image = Optional.of(there.image());
    return order.skipExisting()
        ? finished(item, ItemState.SKIPPED, words, image, 0, Optional.empty())
        : finished(item, ItemState.FAILED, words, image, 409, Optional.of(again(now)));
  }

  private static ItemChange finished(
      Item item, ItemState state, String reason, RemoteImage image, int status) {
    return finished(item, state, reason, Optional.of(image), status, Optional.empty());
  }

  private static ItemChange finished(
      Item item,
      ItemState state,
      String reason,
      Optional<RemoteImage> image,
      int status,
      Optional<Instant> retryAt) {
    return new ItemChange.Finished(
        item.id(),
        state,
        reason,
        image.map(RemoteImage::id).orElse(""),
        image.map(RemoteImage::fileName).orElse(""),
        status,
        item.attempts() + 1,
        retryAt);
  }

  private Instant again(Instant now) {
    return now.plus(policy.failedAgainAfter());
  }

  private Duration jittered(Duration duration) {
    return Duration.ofMillis(Math.round(duration.toMillis() * (0.5 + random.nextDouble())));
  }
}
