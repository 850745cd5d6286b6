package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the target for leave to send items. Where that leaves a trace there, it is in the ledger
 * before the call that they may have been begun, and after it what they are known by.
 *
 * <p>Thread-safe: workers share it, each with jobs of its own. A call that fails as a whole is
 * thrown, with nothing recorded but the beginning.
 */
final class Reserving {
  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;

  Reserving(Target target, OutcomeRules rules, PoolNews news) {
    this.target = target;
    this.rules = rules;
    this.news = news;
  }

  /** Those that may be sent are transferred next, those whose names are taken are looked up. */
  List<Job> reserve(Job.Reserve job) throws TargetException, InterruptedException {
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    List<Item> items = conclusions.stillAsStamped(job.items());
    if (target.capabilities().reserveLeavesTrace()) {
      items.forEach(item -> conclusions.step(new ItemChange.Reserving(item.id())));
    }
    conclusions.record();
    if (items.isEmpty()) {
      return List.of();
    }
    List<ItemOutcome> outcomes = target.reserve(job.folder().dataset(), items);
    Instant reservedAt = news.clock().instant();
    List<Job> next = new ArrayList<>();
    List<Item> taken = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (outcomes.get(i) instanceof ItemOutcome.Reserved reserved) {
        Item held = held(conclusions, item, reserved.reservation());
        next.add(
            new Job.Transfer(job.folder(), job.lane(), held, reserved.reservation(), reservedAt));
      } else if (outcomes.get(i) instanceof ItemOutcome.NameTaken) {
        taken.add(item);
      } else {
        refused(conclusions, job.folder(), item, outcomes.get(i));
      }
    }
    if (!taken.isEmpty()) {
      next.add(new Job.Resolve(job.folder(), job.lane(), taken, true));
    }
    conclusions.record();
    return next;
  }

  private void refused(Conclusions conclusions, OpenFolder folder, Item item, ItemOutcome outcome) {
    if (outcome instanceof ItemOutcome.PartlyReserved partly) {
      Item held = held(conclusions, item, partly.reservation());
      conclusions.endOfStep(held, partly.rest(), held.state());
      return;
    }
    try {
      Optional<ItemChange> renamed = Renaming.insteadOfNone(folder, item, outcome);
      if (renamed.isPresent()) {
        conclusions.conclude(item, renamed.get());
      } else {
        boolean inDoubt = outcome instanceof ItemOutcome.Unknown;
        conclusions.endOfStep(item, outcome, inDoubt ? begunIn(item) : item.state());
      }
    } catch (IOException e) {
      conclusions.sourceTrouble(item, e);
    }
  }

  /** The item as it is while the platform holds its name: what it is known by is durable first. */
  private Item held(Conclusions conclusions, Item item, Reservation reservation) {
    if (!target.capabilities().reserveLeavesTrace()) {
      return item;
    }
    conclusions.step(new ItemChange.Reserved(item.id(), reservation.tokens()));
    return item.withTokens(reservation.tokens()).withState(begunIn(item));
  }

  /** The state of an item whose reservation may have left a trace. */
  private ItemState begunIn(Item item) {
    boolean begun = target.capabilities().reserveLeavesTrace() && item.state() == ItemState.PLANNED;
    return begun ? ItemState.RESERVED : item.state();
  }
}
