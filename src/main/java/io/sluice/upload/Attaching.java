package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.file.SourceChangedException;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Part;
import io.sluice.ledger.ItemChange;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has what belongs to entries added to them. It may be done any number of times, since the target
 * knows by its ids what it has; so a crash or a lost answer is followed by the same call again.
 */
final class Attaching {
  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;

  Attaching(Target target, OutcomeRules rules, PoolNews news) {
    this.target = target;
    this.rules = rules;
    this.news = news;
  }

  List<Job> attach(Job.Attach job) throws TargetException, InterruptedException {
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    List<Attachment> whole = new ArrayList<>();
    for (Attachment one : job.attachments()) {
      asItIs(one, conclusions).ifPresent(whole::add);
    }
    conclusions.record();
    if (whole.isEmpty()) {
      return List.of();
    }
    List<Item> items = whole.stream().map(Attachment::item).toList();
    List<ItemOutcome> outcomes = target.attach(job.folder().dataset(), items);
    for (int i = 0; i < whole.size(); i++) {
      conclude(conclusions, whole.get(i), outcomes.get(i));
    }
    conclusions.record();
    return List.of();
  }

  /** A sidecar with the stamp and the digest that it has, which are durable before it is added. */
  private Optional<Attachment> asItIs(Attachment one, Conclusions conclusions) {
    if (one.end().isPresent()) {
      return Optional.of(one);
    }
    Item planned = one.item();
    try {
      Item item = LocalParts.restamped(planned);
      ContentDigest digest = LocalParts.computeDigest(item);
      conclusions.step(new ItemChange.Sending(item.id(), Part.ONLY_SLOT, digest));
      return Optional.of(new Attachment(LocalParts.withDigest(item, 0, digest), Optional.empty()));
    } catch (SourceChangedException e) {
      if (planned.state() == ItemState.SENT) {
        conclusions.end(planned, rules.attachedAsItWas(planned));
        conclusions.lookAgain(planned);
      } else {
        conclusions.sourceTrouble(planned, e);
      }
    } catch (IOException e) {
      conclusions.sourceTrouble(planned, e);
    }
    return Optional.empty();
  }

  private void conclude(Conclusions conclusions, Attachment one, ItemOutcome outcome) {
    Item item = one.item();
    if (one.end().isPresent()) {
      concludeEntry(conclusions, item, one.end().get(), outcome);
    } else if (outcome instanceof ItemOutcome.Done done) {
      conclusions.end(item, rules.attached(item, done));
    } else if (outcome instanceof ItemOutcome.NameTaken taken) {
      conclusions.end(item, rules.attachedBefore(item, taken.reason()));
    } else if (outcome instanceof ItemOutcome.Foreign foreign) {
      conclusions.end(item, rules.foreign(item, foreign.reason()));
    } else {
      conclusions.endOfStep(item, outcome, ItemState.SENT);
    }
  }

  private void concludeEntry(
      Conclusions conclusions, Item item, ItemChange.Finished end, ItemOutcome outcome) {
    if (outcome instanceof ItemOutcome.Done || outcome instanceof ItemOutcome.NameTaken) {
      conclusions.end(item, end);
    } else if (outcome instanceof ItemOutcome.Rejected refusal) {
      conclusions.end(item, rules.notAttached(item, end, refusal, conclusions.now()));
    } else if (outcome instanceof ItemOutcome.Foreign foreign) {
      conclusions.end(item, rules.foreign(item, end, foreign.reason()));
    } else {
      conclusions.endOfStep(item, outcome, item.state());
    }
  }
}
