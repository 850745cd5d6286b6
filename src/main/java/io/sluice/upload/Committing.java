package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what was sent count, and follows what the target has accepted and is still at work on. That
 * an item may be in the dataset, and with which content, is in the ledger before the call.
 *
 * <p>Thread-safe: workers share it, each with jobs of its own. A call that fails as a whole is
 * thrown, with nothing recorded but the beginning.
 */
final class Committing {
  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;

  Committing(Target target, OutcomeRules rules, PoolNews news) {
    this.target = target;
    this.rules = rules;
    this.news = news;
  }

  /** Commits those whose files are still what was sent. */
  List<Job> commit(Job.Commit job) throws TargetException, InterruptedException {
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    List<SentItem> sent = conclusions.stillAsSent(job.sent());
    sent.forEach(one -> sending(one.item()).forEach(conclusions::step));
    conclusions.record();
    if (sent.isEmpty()) {
      return List.of();
    }
    List<ItemOutcome> outcomes = target.commit(job.folder().dataset(), sent);
    List<Item> taken = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      Item item = sent.get(i).item();
      if (outcomes.get(i) instanceof ItemOutcome.NameTaken) {
        // As it was before this call, which was refused: ours only if an earlier one may have gone
        // through.
        taken.add(item);
      } else {
        afterCommit(conclusions, item, outcomes.get(i), ItemState.SENT);
      }
    }
    conclusions.record();
    List<Job> next = new ArrayList<>(conclusions.attaching(job.lane()));
    if (!taken.isEmpty()) {
      next.add(new Job.Resolve(job.folder(), job.lane(), taken, true));
    }
    return next;
  }

  private static List<ItemChange> sending(Item item) {
    List<ItemChange> changes = new ArrayList<>();
    LocalParts.digests(item)
        .forEach(
            (slot, known) -> {
              ContentDigest digest =
                  known.orElseThrow(
                      () -> new IllegalStateException("sent without a digest: " + item.id()));
              changes.add(new ItemChange.Sending(item.id(), slot, digest));
            });
    return changes;
  }

  /** Asks how far the target is; what it is not done with is asked for again later. */
  List<Job> follow(Job.Follow job) throws TargetException, InterruptedException {
    List<ItemOutcome> outcomes = target.follow(job.folder().dataset(), job.items());
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    for (int i = 0; i < outcomes.size(); i++) {
      afterCommit(conclusions, job.items().get(i), outcomes.get(i), ItemState.COMMITTED);
    }
    conclusions.record();
    return conclusions.attaching(job.lane());
  }

  private void afterCommit(
      Conclusions conclusions, Item item, ItemOutcome outcome, ItemState waitIn) {
    if (outcome instanceof ItemOutcome.Done done) {
      // Should something still have to be added to it, it waits as what may have been sent.
      conclusions.conclude(item.withState(waitIn), rules.uploaded(item, done.image()));
    } else if (outcome instanceof ItemOutcome.WasThere there) {
      conclusions.wasThere(item.withState(waitIn), there.image());
    } else if (outcome instanceof ItemOutcome.Processing processing) {
      conclusions.accepted(item, processing);
    } else {
      boolean lost = outcome instanceof ItemOutcome.ReservationLost;
      conclusions.endOfStep(item, outcome, lost ? begunAnewIn(item) : waitIn);
    }
  }

  /** What may have been sent before is looked up before it is sent again. */
  private static ItemState begunAnewIn(Item item) {
    return item.state().isUnresolved() ? ItemState.SENT : ItemState.PLANNED;
  }
}
