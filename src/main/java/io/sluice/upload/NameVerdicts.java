package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.target.Capabilities;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what was found under the names of the items of one job. Used by one worker. */
final class NameVerdicts {
  /** What to do about it, after who left it so. */
  private static final String HALF_THERE =
      "registered in the dataset without its bytes, and its upload cannot be gone on with: unless"
          + " it is still being sent, delete the item at the platform, then run: sluice retry (a push: the same command"
          + " again)";

  /** What to do about a name of which the target does not tell what has it. */
  private static final String UNTOLD =
      "; look in the dataset for what has this name: what is there without its bytes is to be"
          + " deleted at the platform; then run: sluice retry (a push: the same command again)";

  private final Conclusions conclusions;
  private final OpenFolder folder;
  private final Lane lane;
  private final boolean nameTaken;
  private final Map<Long, SentItem> sent;
  private final Capabilities target;
  private final OutcomeRules rules;
  private final Renaming renaming;
  private final List<Item> absent = new ArrayList<>();
  private final List<SentItem> toCommit = new ArrayList<>();
  private final List<Job> comparisons = new ArrayList<>();

  /**
   * @param job what is looked up
   * @param target where
   */
  NameVerdicts(
      Conclusions conclusions,
      Job.Resolve job,
      Capabilities target,
      OutcomeRules rules,
      Renaming renaming) {
    this.conclusions = conclusions;
    this.folder = job.folder();
    this.lane = job.lane();
    this.nameTaken = job.nameTaken();
    this.sent = job.sent();
    this.target = target;
    this.rules = rules;
    this.renaming = renaming;
  }

  void add(Item item, Finding finding) throws TargetException, InterruptedException {
    if (finding instanceof Finding.Present present) {
      present(item, present.image());
    } else if (finding instanceof Finding.Processing processing) {
      processing(item, processing);
    } else if (finding instanceof Finding.Unfinished) {
      unfinished(item);
    } else if (finding instanceof Finding.Unknown unknown) {
      untold(item, unknown.reason());
    } else if (!nameTaken) {
      addAbsent(item);
    } else {
      ItemOutcome odd =
          new ItemOutcome.Retry(
              Duration.ZERO, "the target says that the name is taken, and finds nothing under it");
      conclusions.endOfStep(item, odd, item.state());
    }
  }

  /**
   * The name is held by an upload without bytes. Ours goes on; one that we may have begun, and do
   * not know how to go on with, is begun again, which the target allows or refuses.
   */
  private void unfinished(Item item) {
    boolean begunByUs = item.state().isUnresolved();
    if (item.hasTokens() || (begunByUs && !nameTaken)) {
      addAbsent(item);
    } else if (begunByUs) {
      conclusions.conclude(
          item, rules.rejected(item, 0, "an earlier try left it " + HALF_THERE, conclusions.now()));
    } else {
      conclusions.endOfStep(
          item,
          new ItemOutcome.Retry(Duration.ZERO, "another upload has left it " + HALF_THERE),
          item.state());
    }
  }

  /**
   * The target does not tell what has the name. Where that may be an upload without bytes, or our
   * own one, the item waits until it does, for as many times as it is tried.
   */
  private void untold(Item item, String reason) {
    if (nameTaken && !target.reserveLeavesTrace() && !item.state().isUnresolved()) {
      conclusions.conclude(
          item, rules.takenByUnknown(item, reason, folder.order(), conclusions.now()));
    } else {
      conclusions.endOfStep(
          item, new ItemOutcome.Retry(Duration.ZERO, reason + UNTOLD), item.state());
    }
  }

  /** Ours is followed to its end; of others' it may be enough that it is there. */
  private void processing(Item item, Finding.Processing found)
      throws TargetException, InterruptedException {
    if (found.awaited() || Sender.of(item, target) != Sender.OTHERS) {
      conclusions.accepted(item, new ItemOutcome.Processing(found.token()));
    } else {
      present(item, found.image());
    }
  }

  private void present(Item item, RemoteImage image) throws TargetException, InterruptedException {
    ExistingName bySize = new ExistingName(image, item.sizeBytes(), Optional.empty());
    boolean toCompare =
        folder.order().compareContent()
            && image.digest().isEmpty()
            && bySize.likeness() != ExistingName.Likeness.DIFFERENT;
    if (toCompare) {
      comparisons.add(new Job.Compare(folder, lane, item, image));
    } else {
      existing(item, image);
    }
  }

  /** What an entry of the same name means for an item. */
  void existing(Item item, RemoteImage image) throws TargetException, InterruptedException {
    Sender sender = Sender.of(item, target);
    Optional<ContentDigest> digest = LocalParts.knownDigest(item);
    try {
      if (digest.isEmpty() && ExistingName.needsDigest(image, item.sizeBytes())) {
        digest = Optional.of(LocalParts.computeDigest(item));
      }
      ExistingName there = new ExistingName(image, item.sizeBytes(), digest);
      Optional<ItemChange> renamed = renaming.instead(folder, item, there, sender);
      conclusions.conclude(
          item,
          renamed.orElseGet(
              () -> rules.existing(item, there, sender, folder.order(), conclusions.now())));
    } catch (IOException e) {
      conclusions.sourceTrouble(item, e);
    }
  }

  /**
   * It is sent (again): bytes that the target still has need only be made to count. What may have
   * been sent before stays so, since it can turn up late, and is ours then.
   */
  private void addAbsent(Item item) {
    SentItem kept = sent.get(item.id());
    if (kept != null && kept.reservation().expiresAt().isAfter(conclusions.now())) {
      toCommit.add(new SentItem(kept.item().withState(item.state()), kept.reservation()));
    } else {
      absent.add(item);
    }
  }

  /** Records it all, and says what follows. */
  List<Job> end() {
    conclusions.record();
    List<Job> next = new ArrayList<>(comparisons);
    next.addAll(conclusions.attaching(lane));
    if (!toCommit.isEmpty()) {
      next.add(new Job.Commit(folder, lane, toCommit));
    }
    if (!absent.isEmpty()) {
      next.add(new Job.Reserve(folder, lane, absent));
    }
    return next;
  }
}
