package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.SourceChangedException;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Ledger;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes what became of items to the ledger, and only then tells about it. */
final class OutcomeRecorder {
  private final Ledger ledger;
  private final OutcomeRules rules;
  private final PoolListener listener;
  private final IngestListener events;
  private final Clock clock;

  OutcomeRecorder(
      Ledger ledger,
      OutcomeRules rules,
      PoolListener listener,
      IngestListener events,
      Clock clock) {
    this.ledger = ledger;
    this.rules = rules;
    this.listener = listener;
    this.events = events;
    this.clock = clock;
  }

  /** Those items whose files are still as they were planned; the others are taken back. */
  List<Item> stillAsStamped(OpenFolder folder, List<Item> items) {
    List<Item> kept = new ArrayList<>();
    for (Item item : items) {
      try {
        kept.add(LocalParts.restamped(item));
      } catch (IOException e) {
        sourceTrouble(folder, item, e);
      }
    }
    return kept;
  }

  /** Those items whose files are still what was sent; the others are taken back, uncommitted. */
  List<SentItem> stillAsSent(OpenFolder folder, List<SentItem> sent) {
    List<SentItem> kept = new ArrayList<>();
    for (SentItem one : sent) {
      try {
        LocalParts.verifyUnchanged(one.item());
        kept.add(one);
      } catch (IOException e) {
        sourceTrouble(folder, one.item(), e);
      }
    }
    return kept;
  }

  /** A step ended for an item without leading to the next one. */
  void endOfStep(OpenFolder folder, Item item, ItemOutcome outcome, ItemState waitIn) {
    Instant now = clock.instant();
    if (outcome instanceof ItemOutcome.Rejected rejected) {
      conclude(folder, item, rules.rejected(item, rejected.status(), rejected.reason(), now));
    } else if (outcome instanceof ItemOutcome.Retry retry) {
      conclude(folder, item, rules.retry(item, waitIn, retry.after(), retry.reason(), now));
    } else if (outcome instanceof ItemOutcome.ReservationLost lost) {
      conclude(
          folder, item, rules.retry(item, ItemState.PLANNED, Duration.ZERO, lost.reason(), now));
    } else if (outcome instanceof ItemOutcome.Unknown unknown) {
      conclude(folder, item, rules.retry(item, waitIn, Duration.ZERO, unknown.reason(), now));
    } else if (outcome instanceof ItemOutcome.SourceChanged) {
      withdraw(folder, item);
    } else if (outcome instanceof ItemOutcome.SourceUnreadable unreadable) {
      conclude(folder, item, rules.rejected(item, 0, unreadable.reason(), now));
    } else {
      throw new IllegalStateException("no outcome of this step: " + outcome);
    }
  }

  /** The local file could not be read as it was planned. */
  void sourceTrouble(OpenFolder folder, Item item, IOException trouble) {
    if (trouble instanceof SourceChangedException) {
      withdraw(folder, item);
    } else {
      String reason = "cannot be read: " + DisplayText.of(String.valueOf(trouble.getMessage()));
      conclude(folder, item, rules.rejected(item, 0, reason, clock.instant()));
    }
  }

  /** Records a change, and tells of it when it is the item's end. */
  void conclude(OpenFolder folder, Item item, ItemChange change) {
    Instant now = clock.instant();
    ledger.advance(List.of(change), now);
    if (change instanceof ItemChange.Finished finished) {
      events.on(outcome(folder, item, finished, now));
    }
  }

  /**
   * Takes an item back before its commit. Whether its file changed, is gone, or the whole folder
   * is, is found out by those who look at folders: absence alone says nothing here.
   */
  private void withdraw(OpenFolder folder, Item item) {
    ledger.advance(List.of(new ItemChange.Withdrawn(item.id(), false)), clock.instant());
    listener.withdrawn(folder.order().folderId(), LocalParts.path(item));
  }

  private static IngestEvent.FileOutcome outcome(
      OpenFolder folder, Item item, ItemChange.Finished finished, Instant now) {
    FileState state = FileState.valueOf(finished.state().name());
    return new IngestEvent.FileOutcome(
        folder.order().name(),
        LocalParts.path(item),
        state,
        finished.reason(),
        item.name().directory(),
        finished.status(),
        finished.attempts(),
        state == FileState.UPLOADED ? item.sizeBytes() : 0,
        now);
  }
}
