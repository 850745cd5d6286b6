package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemTable.Open;
import io.sluice.ledger.SightingTable.Seen;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps of items, within one transaction. */
final class ItemSteps {
  private final FolderTable folders;
  private final SightingTable sightings;
  private final ItemTable items;
  private final RivalTable rivals;

  ItemSteps(Session session) {
    this.folders = new FolderTable(session);
    this.sightings = new SightingTable(session);
    this.items = new ItemTable(session);
    this.rivals = new RivalTable(session);
  }

  /** The items that are not there any more. */
  Set<Long> advance(List<ItemChange> changes, Instant now) throws SQLException {
    Set<Long> missing = new HashSet<>();
    for (ItemChange change : changes) {
      Optional<Open> item = items.open(change.itemId());
      if (item.isPresent()) {
        advance(item.get(), change, now);
      } else if (!items.exists(change.itemId())) {
        missing.add(change.itemId());
      }
    }
    return Set.copyOf(missing);
  }

  private void advance(Open item, ItemChange change, Instant now) throws SQLException {
    if (change instanceof ItemChange.Reserving) {
      items.step(item.itemId(), ItemState.RESERVED, now);
    } else if (change instanceof ItemChange.Sending sending) {
      items.step(item.itemId(), ItemState.SENT, now);
      items.digest(item.itemId(), sending.slot(), sending.digest());
    } else if (change instanceof ItemChange.Committed committed) {
      items.step(item.itemId(), ItemState.COMMITTED, now);
      items.token(item.itemId(), committed.token());
    } else if (change instanceof ItemChange.Postponed postponed) {
      items.postpone(postponed, now);
    } else if (change instanceof ItemChange.Finished finished) {
      finish(item, finished, now);
    } else if (change instanceof ItemChange.Withdrawn withdrawn) {
      withdraw(item, withdrawn.gone(), now);
    } else if (change instanceof ItemChange.Displaced displaced) {
      displace(item, displaced.content(), now);
    }
  }

  private void finish(Open item, ItemChange.Finished end, Instant now) throws SQLException {
    items.finish(end, now);
    rivals.releaseWaiting(item.folderId(), item.path());
    if (end.state() == ItemState.UPLOADED) {
      folders.addUploaded(item.folderId(), item.stamp().sizeBytes());
    }
    Optional<Seen> seen = fileOf(item);
    if (seen.isEmpty()) {
      return;
    }
    if (!isAsPlanned(item, seen.get())) {
      settleIfQueued(item, seen.get());
    } else if (!seen.get().gone() || staysWhenGone(end.state())) {
      sightings.conclude(
          item.folderId(),
          item.path(),
          EntryState.concluded(end.state()),
          end.reason(),
          end.retryAt());
    }
  }

  private void withdraw(Open item, boolean gone, Instant now) throws SQLException {
    items.delete(item.itemId());
    Optional<Seen> seen = fileOf(item);
    if (seen.isPresent() && !seen.get().gone()) {
      if (!isAsPlanned(item, seen.get())) {
        settleIfQueued(item, seen.get());
      } else if (gone) {
        sightings.vanish(item.folderId(), item.path(), now);
      } else {
        sightings.settleAnew(item.folderId(), item.path());
      }
    }
    sightings.leave(item.folderId(), item.path(), item.itemId());
    rivals.release(item.folderId(), item.path(), now);
  }

  private void displace(Open item, ContentDigest content, Instant now) throws SQLException {
    items.delete(item.itemId());
    Optional<Seen> seen = fileOf(item);
    if (seen.isPresent() && !seen.get().gone()) {
      if (isAsPlanned(item, seen.get())) {
        sightings.rename(item.folderId(), item.path(), content);
      } else {
        settleIfQueued(item, seen.get());
      }
    }
    sightings.leave(item.folderId(), item.path(), item.itemId());
    rivals.release(item.folderId(), item.path(), now);
  }

  /** The item's file, unless that is part of another item by now. */
  private Optional<Seen> fileOf(Open item) throws SQLException {
    return sightings
        .find(item.folderId(), item.path())
        .filter(seen -> seen.isPartOf(item.itemId()));
  }

  private static boolean isAsPlanned(Open item, Seen seen) {
    return seen.stamp().sameContentStamp(item.stamp());
  }

  private void settleIfQueued(Open item, Seen seen) throws SQLException {
    if (seen.state() == EntryState.QUEUED) {
      sightings.settleAnew(item.folderId(), item.path());
    }
  }

  private static boolean staysWhenGone(ItemState state) {
    return state == ItemState.UPLOADED || state == ItemState.SKIPPED;
  }
}
