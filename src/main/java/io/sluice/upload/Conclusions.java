package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.SourceChangedException;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.SentItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a job comes to for its items: collected, then written to the ledger in one transaction, and
 * only then told. Used by one worker, for one job.
 */
final class Conclusions {
  private static final Duration FOLLOW_AFTER = Duration.ofSeconds(2);

  private final OpenFolder folder;
  private final OutcomeRules rules;
  private final PoolNews news;
  private final List<ItemChange> changes = new ArrayList<>();
  private final List<Told> outcomes = new ArrayList<>();
  private final List<RelativePath> withdrawn = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private boolean displaced;

  private record Told(long itemId, IngestEvent event) {}

  Conclusions(OpenFolder folder, OutcomeRules rules, PoolNews news) {
    this.folder = folder;
    this.rules = rules;
    this.news = news;
  }

  /** Those items whose files are still as they were planned; the others are taken back. */
  List<Item> stillAsStamped(List<Item> items) {
    List<Item> kept = new ArrayList<>();
    for (Item item : items) {
      try {
        kept.add(LocalParts.restamped(item));
      } catch (IOException e) {
        sourceTrouble(item, e);
      }
    }
    return kept;
  }

  /** Those items whose files are still what was sent; the others are taken back, uncommitted. */
  List<SentItem> stillAsSent(List<SentItem> sent) {
    List<SentItem> kept = new ArrayList<>();
    for (SentItem one : sent) {
      try {
        LocalParts.verifyUnchanged(one.item());
        kept.add(one);
      } catch (IOException e) {
        sourceTrouble(one.item(), e);
      }
    }
    return kept;
  }

  /** A step ended for an item without leading to the next one. */
  void endOfStep(Item item, ItemOutcome outcome, ItemState waitIn) {
    if (outcome instanceof ItemOutcome.Rejected rejected) {
      conclude(item, rules.rejected(item, rejected.status(), rejected.reason(), now()));
    } else if (outcome instanceof ItemOutcome.Retry retry) {
      conclude(item, rules.retry(item, waitIn, retry.after(), retry.reason(), now()));
    } else if (outcome instanceof ItemOutcome.ReservationLost lost) {
      conclude(item, rules.retry(item, waitIn, Duration.ZERO, lost.reason(), now()));
    } else if (outcome instanceof ItemOutcome.Unknown unknown) {
      conclude(item, rules.retry(item, waitIn, Duration.ZERO, unknown.reason(), now()));
    } else if (outcome instanceof ItemOutcome.SourceChanged) {
      withdraw(item);
    } else if (outcome instanceof ItemOutcome.SourceUnreadable unreadable) {
      conclude(item, rules.unreadable(item, unreadable.trouble(), now()));
    } else {
      throw new IllegalStateException("no outcome of this step: " + outcome);
    }
  }

  /** The target has taken it, and is still at work on it: to be followed. */
  void accepted(Item item, ItemOutcome.Processing processing) {
    LocalParts.paths(item)
        .forEach(
            path ->
                outcomes.add(
                    new Told(
                        item.id(), new IngestEvent.FileAccepted(folder.order().name(), path))));
    Duration after = processing.after().isZero() ? FOLLOW_AFTER : processing.after();
    step(new ItemChange.Committed(item.id(), processing.token()));
    step(
        rules.postponed(
            item, ItemState.COMMITTED, now().plus(after), "being processed by the platform"));
  }

  /** What was found there, with the item's own content, has come to its end at the target. */
  void wasThere(Item item, RemoteImage image) {
    ExistingName there = new ExistingName(image, item.sizeBytes(), image.digest());
    conclude(item, rules.existing(item, there, Sender.OTHERS, folder.order(), now()));
  }

  /** The local file could not be read as it was planned. */
  void sourceTrouble(Item item, IOException trouble) {
    if (trouble instanceof SourceChangedException) {
      withdraw(item);
    } else {
      conclude(item, rules.unreadable(item, ReadTrouble.of(trouble), now()));
    }
  }

  /**
   * A change, which is told of when it is the item's end. One that is in the dataset, and to whose
   * entry something is still to be added, comes to its end after that.
   */
  void conclude(Item item, ItemChange change) {
    if (change instanceof ItemChange.Finished end && isToBeAddedTo(item, end)) {
      Item known = item.withTokens(Map.of(item.parts().get(0).slot(), end.remoteId()));
      attachments.add(new Attachment(known, Optional.of(end)));
    } else {
      end(item, change);
    }
  }

  private boolean isToBeAddedTo(Item item, ItemChange.Finished end) {
    boolean there = end.state() == ItemState.UPLOADED || end.state() == ItemState.SKIPPED;
    return there
        && folder.attaches()
        && !end.remoteId().isEmpty()
        && item.options().hasAnnotations();
  }

  /** What is to be added to entries that are there, as a job; to be asked once all is recorded. */
  List<Job> attaching(Lane lane) {
    return attachments.isEmpty()
        ? List.of()
        : List.of(new Job.Attach(folder, lane, List.copyOf(attachments)));
  }

  /** A change, which is told of when it is the item's end, whatever else there is to do. */
  void end(Item item, ItemChange change) {
    changes.add(change);
    if (change instanceof ItemChange.Finished finished) {
      outcomes(item, finished).forEach(told -> outcomes.add(new Told(item.id(), told)));
    } else if (change instanceof ItemChange.Displaced) {
      displaced = true;
    }
  }

  /** A step on the way, of which nothing is told. */
  void step(ItemChange change) {
    changes.add(change);
  }

  /**
   * Takes an item back before its commit. Whether its file changed, is gone, or the whole folder
   * is, is found out by those who look at folders: absence alone says nothing here.
   */
  private void withdraw(Item item) {
    changes.add(new ItemChange.Withdrawn(item.id(), false));
    withdrawn.addAll(LocalParts.paths(item));
  }

  /** Has the item's files looked at: what they are by now is not what was just concluded. */
  void lookAgain(Item item) {
    withdrawn.addAll(LocalParts.paths(item));
  }

  /** Writes it all down, then tells of it. What comes after begins anew. */
  void record() {
    long telling = news.tellings().begin();
    try {
      writeAndTell();
    } finally {
      news.tellings().end(telling);
    }
  }

  private void writeAndTell() {
    Set<Long> missing =
        changes.isEmpty() ? Set.of() : news.ledger().advance(List.copyOf(changes), now());
    changes.clear();
    // One whose dataset was made anew meanwhile is planned again: it has come to nothing yet.
    outcomes.stream()
        .filter(outcome -> !missing.contains(outcome.itemId()))
        .forEach(outcome -> news.events().on(outcome.event()));
    outcomes.clear();
    withdrawn.forEach(path -> news.listener().withdrawn(folder.order().folderId(), path));
    withdrawn.clear();
    if (displaced) {
      news.listener().displaced(folder.order().folderId());
      displaced = false;
    }
  }

  /** At the end of a call, not at its begin: a wait is counted from there. */
  Instant now() {
    return news.clock().instant();
  }

  /** The end of an item is the end of each of its files. */
  private List<IngestEvent> outcomes(Item item, ItemChange.Finished finished) {
    FileState state = FileState.valueOf(finished.state().name());
    List<RelativePath> paths = LocalParts.paths(item);
    List<IngestEvent> told = new ArrayList<>();
    // A sidecar behind its file comes to an end of its own.
    List<Long> sizes = LocalParts.sizes(item);
    for (int i = 0; i < sizes.size(); i++) {
      long bytes = sizes.get(i);
      told.add(
          new IngestEvent.FileOutcome(
              folder.order().name(),
              paths.get(i),
              state,
              finished.reason(),
              item.name().isFileName() ? item.name().directory() : "/",
              finished.status(),
              finished.attempts(),
              state == FileState.UPLOADED ? bytes : 0,
              now()));
    }
    return told;
  }
}
