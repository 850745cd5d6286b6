package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Ledger;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one job at a time for a worker: makes the call, has the outcome judged, records it, and says
 * which jobs follow. A call that fails as a whole is thrown to the pool.
 */
final class JobRunner {
  private static final Duration FOLLOW_AFTER = Duration.ofSeconds(2);

  private final Target target;
  private final String targetName;
  private final Ledger ledger;
  private final OutcomeRules rules;
  private final OutcomeRecorder recorder;
  private final PoolListener listener;
  private final IngestListener events;
  private final Clock clock;

  JobRunner(
      String targetName,
      Target target,
      Ledger ledger,
      OutcomeRules rules,
      OutcomeRecorder recorder,
      PoolListener listener,
      IngestListener events,
      Clock clock) {
    this.targetName = targetName;
    this.target = target;
    this.ledger = ledger;
    this.rules = rules;
    this.recorder = recorder;
    this.listener = listener;
    this.events = events;
    this.clock = clock;
  }

  /** Asks whether the target answers. */
  void probe() throws TargetException, InterruptedException {
    target.check();
  }

  /** Finds a folder's dataset, and binds the ledger to it. */
  OpenFolder open(FolderOrder order) throws TargetException, InterruptedException {
    Dataset dataset = target.openDataset(order.dataset(), order.createIfMissing());
    ledger.bindScope(order.folderId(), dataset.id());
    listener.opened(order.folderId(), dataset);
    return new OpenFolder(order, dataset);
  }

  /** Which job an item that was claimed begins with. */
  Job first(OpenFolder folder, Item item) {
    if (item.state() == ItemState.COMMITTED && target.capabilities().followsCommits()) {
      return new Job.Follow(folder, List.of(item));
    }
    boolean lookFirst =
        item.state().isUnresolved() || !target.capabilities().reserveRefusesTakenNames();
    return lookFirst
        ? new Job.Resolve(folder, List.of(item), false)
        : new Job.Reserve(folder, List.of(item));
  }

  List<Job> reserve(Job.Reserve job) throws TargetException, InterruptedException {
    List<Item> items = recorder.stillAsStamped(job.folder(), job.items());
    if (items.isEmpty()) {
      return List.of();
    }
    if (target.capabilities().reserveLeavesTrace()) {
      ledger.advance(
          items.stream().<ItemChange>map(i -> new ItemChange.Reserving(i.id())).toList(),
          clock.instant());
    }
    List<ItemOutcome> outcomes = target.reserve(job.folder().dataset(), items);
    List<Job> next = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      afterReserve(job.folder(), items.get(i), outcomes.get(i)).ifPresent(next::add);
    }
    return next;
  }

  private Optional<Job> afterReserve(OpenFolder folder, Item item, ItemOutcome outcome) {
    if (outcome instanceof ItemOutcome.Reserved reserved) {
      return Optional.of(new Job.Transfer(folder, item, reserved.reservation()));
    }
    if (outcome instanceof ItemOutcome.NameTaken) {
      return Optional.of(new Job.Resolve(folder, List.of(item), true));
    }
    recorder.endOfStep(folder, item, outcome, ItemState.PLANNED);
    return Optional.empty();
  }

  List<Job> transfer(Job.Transfer job) throws TargetException, InterruptedException {
    ItemOutcome outcome = target.transfer(job.item(), job.item().parts().get(0), job.reservation());
    if (outcome instanceof ItemOutcome.Sent sent) {
      events.on(new IngestEvent.BytesSent(targetName, job.item().sizeBytes()));
      Item hashed = LocalParts.withDigest(job.item(), sent.digest());
      return List.of(
          new Job.Commit(job.folder(), List.of(new SentItem(hashed, job.reservation()))));
    }
    recorder.endOfStep(job.folder(), job.item(), outcome, ItemState.PLANNED);
    return List.of();
  }

  List<Job> commit(Job.Commit job) throws TargetException, InterruptedException {
    List<SentItem> sent = recorder.stillAsSent(job.folder(), job.sent());
    if (sent.isEmpty()) {
      return List.of();
    }
    ledger.advance(sent.stream().map(JobRunner::sending).toList(), clock.instant());
    List<ItemOutcome> outcomes = target.commit(job.folder().dataset(), sent);
    List<Job> next = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      afterCommit(job.folder(), sent.get(i), outcomes.get(i)).ifPresent(next::add);
    }
    return next;
  }

  private Optional<Job> afterCommit(OpenFolder folder, SentItem sent, ItemOutcome outcome) {
    Item item = sent.item();
    if (outcome instanceof ItemOutcome.Done done) {
      recorder.conclude(folder, item, rules.uploaded(item, done.image()));
    } else if (outcome instanceof ItemOutcome.NameTaken) {
      return Optional.of(new Job.Resolve(folder, List.of(item), true));
    } else if (outcome instanceof ItemOutcome.ReservationLost) {
      recorder.endOfStep(folder, item, outcome, ItemState.PLANNED);
    } else if (outcome instanceof ItemOutcome.Processing processing) {
      accepted(item, processing.token());
    } else {
      recorder.endOfStep(folder, item, outcome, ItemState.SENT);
    }
    return Optional.empty();
  }

  List<Job> follow(Job.Follow job) throws TargetException, InterruptedException {
    List<ItemOutcome> outcomes = target.follow(job.folder().dataset(), job.items());
    for (int i = 0; i < outcomes.size(); i++) {
      Item item = job.items().get(i);
      if (outcomes.get(i) instanceof ItemOutcome.Done done) {
        recorder.conclude(job.folder(), item, rules.uploaded(item, done.image()));
      } else if (outcomes.get(i) instanceof ItemOutcome.Processing processing) {
        accepted(item, processing.token());
      } else {
        recorder.endOfStep(job.folder(), item, outcomes.get(i), ItemState.COMMITTED);
      }
    }
    return List.of();
  }

  List<Job> resolve(Job.Resolve job) throws TargetException, InterruptedException {
    List<Finding> findings = target.find(job.folder().dataset(), job.items());
    List<Job> next = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      resolved(job, job.items().get(i), findings.get(i)).ifPresent(next::add);
    }
    return next;
  }

  private Optional<Job> resolved(Job.Resolve job, Item item, Finding finding) {
    OpenFolder folder = job.folder();
    boolean skipExisting = folder.order().skipExisting();
    if (finding instanceof Finding.Present present) {
      resolvePresent(folder, item, present);
    } else if (!job.nameTaken()) {
      return notThere(folder, item, finding);
    } else if (finding instanceof Finding.Unknown unknown) {
      recorder.conclude(folder, item, rules.takenByUnknown(item, unknown.reason(), skipExisting));
    } else {
      ItemOutcome odd =
          new ItemOutcome.Retry(
              Duration.ZERO, "the target says that the name is taken, and finds nothing under it");
      recorder.endOfStep(folder, item, odd, item.state());
    }
    return Optional.empty();
  }

  /** What may have been sent before is not there: send it (again). */
  private Optional<Job> notThere(OpenFolder folder, Item item, Finding finding) {
    if (finding instanceof Finding.Unknown unknown) {
      ItemOutcome again = new ItemOutcome.Retry(Duration.ZERO, unknown.reason());
      recorder.endOfStep(folder, item, again, item.state());
      return Optional.empty();
    }
    Item planned = LocalParts.inState(item, ItemState.PLANNED);
    return Optional.of(new Job.Reserve(folder, List.of(planned)));
  }

  private void resolvePresent(OpenFolder folder, Item item, Finding.Present present) {
    boolean ours = item.state().isUnresolved();
    long size = item.sizeBytes();
    Optional<ContentDigest> digest = LocalParts.knownDigest(item);
    try {
      if (digest.isEmpty() && ExistingName.needsDigest(present.image(), size)) {
        digest = Optional.of(LocalParts.computeDigest(item));
      }
    } catch (IOException e) {
      recorder.sourceTrouble(folder, item, e);
      return;
    }
    ExistingName there = new ExistingName(present.image(), size, digest);
    ItemChange change = rules.existing(item, there, ours, folder.order().skipExisting());
    recorder.conclude(folder, item, change);
  }

  private void accepted(Item item, String token) {
    ledger.advance(
        List.of(
            new ItemChange.Committed(item.id(), token),
            rules.postponed(
                item,
                ItemState.COMMITTED,
                clock.instant().plus(FOLLOW_AFTER),
                "being processed by the platform")),
        clock.instant());
  }

  private static ItemChange sending(SentItem sent) {
    Item item = sent.item();
    return new ItemChange.Sending(
        item.id(),
        item.parts().get(0).slot(),
        LocalParts.knownDigest(item)
            .orElseThrow(() -> new IllegalStateException("sent without a digest: " + item.id())));
  }
}
