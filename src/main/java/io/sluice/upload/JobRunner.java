package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Part;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Runs one job at a time for a worker: makes the call, has the outcomes judged, records them, and
 * says which jobs follow. A call that fails as a whole is thrown to the pool.
 */
final class JobRunner {
  /** A reservation that ends sooner than this is not begun to be used. */
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;
  private final NameResolver resolver;
  private final Attaching attaching;
  private final LongFunction<Duration> transferTime;

  /**
   * @param transferTime how long so many bytes may take
   */
  JobRunner(Target target, OutcomeRules rules, PoolNews news, LongFunction<Duration> transferTime) {
    this.target = target;
    this.rules = rules;
    this.news = news;
    this.resolver = new NameResolver(target, rules, news);
    this.attaching = new Attaching(target, rules, news);
    this.transferTime = transferTime;
  }

  /** Asks whether the target answers. */
  void probe() throws TargetException, InterruptedException {
    target.check();
  }

  /** The jobs that claimed items begin with. */
  List<Job> first(OpenFolder folder, Lane lane, List<Item> claimed) {
    List<Item> items = LocalParts.labelled(claimed, folder.order().labels());
    List<Item> accepted = new ArrayList<>();
    List<Item> doubtful = new ArrayList<>();
    List<Item> fresh = new ArrayList<>();
    List<Attachment> sidecars = new ArrayList<>();
    for (Item item : items) {
      if (LocalParts.isSidecar(item)) {
        sidecars.add(new Attachment(item, Optional.empty()));
      } else if (item.state() == ItemState.COMMITTED && target.capabilities().followsCommits()) {
        accepted.add(item);
      } else {
        (looksFirst(item, lane) ? doubtful : fresh).add(item);
      }
    }
    List<Job> jobs = new ArrayList<>();
    addUnlessEmpty(jobs, accepted, new Job.Follow(folder, lane, accepted));
    addUnlessEmpty(jobs, doubtful, new Job.Resolve(folder, lane, doubtful, false));
    addUnlessEmpty(jobs, fresh, new Job.Reserve(folder, lane, fresh));
    addUnlessEmpty(jobs, sidecars, new Job.Attach(folder, lane, sidecars));
    return jobs;
  }

  /** A backlog may be there already, whole: what is known from a listing need not be sent. */
  private boolean looksFirst(Item item, Lane lane) {
    if (item.state() == ItemState.RESERVED && item.hasTokens()) {
      // It goes on where it stopped: no bytes of it count yet, and its name is held for it.
      return false;
    }
    return item.state().isUnresolved()
        || lane == Lane.BACKLOG
        || !target.capabilities().reserveRefusesTakenNames();
  }

  private static void addUnlessEmpty(List<Job> jobs, List<?> items, Job job) {
    if (!items.isEmpty()) {
      jobs.add(job);
    }
  }

  /** Runs a job, and says what follows. */
  List<Job> run(Job.ForItems job) throws TargetException, InterruptedException {
    if (job instanceof Job.Reserve reserve) {
      return reserve(reserve);
    }
    if (job instanceof Job.Transfer transfer) {
      return transfer(transfer);
    }
    if (job instanceof Job.Commit commit) {
      return commit(commit);
    }
    if (job instanceof Job.Follow follow) {
      return follow(follow);
    }
    if (job instanceof Job.Attach attach) {
      return attaching.attach(attach);
    }
    if (job instanceof Job.Resolve resolve) {
      return resolver.resolve(resolve);
    }
    if (job instanceof Job.Compare compare) {
      return resolver.compare(compare);
    }
    return resolver.read((Job.ReadListing) job);
  }

  private List<Job> reserve(Job.Reserve job) throws TargetException, InterruptedException {
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
    addUnlessEmpty(next, taken, new Job.Resolve(job.folder(), job.lane(), taken, true));
    conclusions.record();
    return next;
  }

  private void refused(Conclusions conclusions, OpenFolder folder, Item item, ItemOutcome outcome) {
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

  private List<Job> transfer(Job.Transfer job) throws TargetException, InterruptedException {
    if (!lasts(job)) {
      return List.of(new Job.Reserve(job.folder(), job.lane(), List.of(job.item())));
    }
    Job.Transfer read;
    try {
      read = job.of(LocalParts.readAhead(job.item(), job.place()));
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("stopped while reading ahead");
    } catch (IOException e) {
      Conclusions conclusions = new Conclusions(job.folder(), rules, news);
      conclusions.sourceTrouble(job.item(), e);
      conclusions.record();
      return List.of();
    }
    return transferred(read);
  }

  private List<Job> transferred(Job.Transfer job) throws TargetException, InterruptedException {
    ItemOutcome outcome = target.transfer(job.item(), job.part(), job.reservation());
    if (outcome instanceof ItemOutcome.Sent sent && isAsKnown(job.part(), sent.digest())) {
      return sent(job, sent.digest());
    }
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    ItemOutcome end =
        outcome instanceof ItemOutcome.Sent
            ? new ItemOutcome.SourceChanged("not what it was when it was named", false)
            : outcome;
    if (outcome instanceof ItemOutcome.ReservationLost) {
      forgetTokens(conclusions, job);
    }
    conclusions.endOfStep(job.item(), end, job.item().state());
    conclusions.record();
    return List.of();
  }

  private List<Job> sent(Job.Transfer job, ContentDigest digest) {
    long bytes = job.part().source().sizeBytes();
    news.events().on(new IngestEvent.BytesSent(news.targetName(), bytes));
    Item hashed = LocalParts.withDigest(job.item(), job.place(), digest);
    Optional<Job.Transfer> next = job.next(hashed);
    return next.isPresent()
        ? List.of(next.get())
        : List.of(
            new Job.Commit(
                job.folder(), job.lane(), List.of(new SentItem(hashed, job.reservation()))));
  }

  /** The platform does not know it any more: it is begun anew. */
  private static void forgetTokens(Conclusions conclusions, Job.Transfer job) {
    Map<String, String> blank = new HashMap<>(job.reservation().tokens());
    if (!blank.isEmpty()) {
      blank.replaceAll((slot, token) -> "");
      conclusions.step(new ItemChange.Reserved(job.item().id(), blank));
    }
  }

  /** A name with the suffix of a content must never be given to another one. */
  private static boolean isAsKnown(Part part, ContentDigest sent) {
    return LocalParts.knownDigest(part).filter(known -> !known.equals(sent)).isEmpty();
  }

  /**
   * Whether a reservation is likely to last for the item's bytes. One with more than half of its
   * life before it is used whatever the forecast, since a new one would not be better.
   */
  private boolean lasts(Job.Transfer job) {
    Instant end = job.reservation().expiresAt();
    Duration life = Duration.between(job.reservedAt(), end);
    Duration left = Duration.between(news.clock().instant(), end);
    boolean fresh = left.compareTo(life.dividedBy(2)) >= 0;
    Duration wanted = transferTime.apply(job.item().sizeBytes()).plus(SHORTEST_LIFE);
    return fresh || left.compareTo(wanted) > 0;
  }

  private List<Job> commit(Job.Commit job) throws TargetException, InterruptedException {
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
    addUnlessEmpty(next, taken, new Job.Resolve(job.folder(), job.lane(), taken, true));
    return next;
  }

  private void afterCommit(
      Conclusions conclusions, Item item, ItemOutcome outcome, ItemState waitIn) {
    if (outcome instanceof ItemOutcome.Done done) {
      // Should something still have to be added to it, it waits as what may have been sent.
      conclusions.conclude(item.withState(waitIn), rules.uploaded(item, done.image()));
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

  private List<Job> follow(Job.Follow job) throws TargetException, InterruptedException {
    List<ItemOutcome> outcomes = target.follow(job.folder().dataset(), job.items());
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    for (int i = 0; i < outcomes.size(); i++) {
      afterCommit(conclusions, job.items().get(i), outcomes.get(i), ItemState.COMMITTED);
    }
    conclusions.record();
    return conclusions.attaching(job.lane());
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
}
