package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemTable.Open;
import io.sluice.ledger.SightingTable.Seen;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps of items, within one transaction. */
final class ItemSteps {
  private final FolderTable folders;
  private final SightingTable sightings;
  private final ItemTable items;
  private final PartTable parts;
  private final RivalTable rivals;
  private final BegunTable begun;

  ItemSteps(Session session) {
    this.folders = new FolderTable(session);
    this.sightings = new SightingTable(session);
    this.items = new ItemTable(session);
    this.parts = new PartTable(session);
    this.rivals = new RivalTable(session);
    this.begun = new BegunTable(session);
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
      items.reserving(item.itemId(), now);
    } else if (change instanceof ItemChange.Reserved reserved) {
      parts.tokens(item.itemId(), reserved.tokens());
    } else if (change instanceof ItemChange.Sending sending) {
      items.step(item.itemId(), ItemState.SENT, now);
      parts.digest(item.itemId(), sending.slot(), sending.digest());
    } else if (change instanceof ItemChange.Committed committed) {
      items.step(item.itemId(), ItemState.COMMITTED, now);
      parts.token(item.itemId(), committed.token());
    } else if (change instanceof ItemChange.Postponed postponed) {
      if (postponed.state() == ItemState.PLANNED) {
        dropFollowedToken(item);
      }
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
    dropFollowedToken(item);
    items.finish(end, now);
    rivals.releaseWaiting(item.folderId(), item.path());
    for (Open file : filesOf(item)) {
      if (end.state() == ItemState.UPLOADED) {
        folders.addUploaded(file.folderId(), file.stamp().sizeBytes());
      }
      conclude(file, end);
    }
  }

  /** What it was followed by while it was processed says nothing of another upload. */
  private void dropFollowedToken(Open item) throws SQLException {
    if (items.state(item.itemId()) == ItemState.COMMITTED) {
      parts.token(item.itemId(), "");
    }
  }

  private void conclude(Open file, ItemChange.Finished end) throws SQLException {
    Optional<Seen> seen = fileOf(file);
    if (seen.isEmpty()) {
      return;
    }
    if (!isAsPlanned(file, seen.get())) {
      settleIfQueued(file, seen.get());
    } else if (!seen.get().gone() || staysWhenGone(end.state())) {
      sightings.conclude(
          file.folderId(),
          file.path(),
          EntryState.concluded(end.state()),
          end.reason(),
          end.retryAt());
    }
  }

  /** The item's own file, then its further ones. */
  private List<Open> filesOf(Open item) throws SQLException {
    List<Open> files = new ArrayList<>(List.of(item));
    for (PartClaim part : parts.further(item.itemId())) {
      files.add(new Open(item.itemId(), item.folderId(), part.path(), part.stamp()));
    }
    return files;
  }

  private void withdraw(Open item, boolean gone, Instant now) throws SQLException {
    List<Open> files = filesOf(item);
    begun.keep(item.itemId());
    items.delete(item.itemId());
    for (Open file : files) {
      withdrawFile(file, gone && files.size() == 1, now);
    }
    rivals.release(item.folderId(), item.path(), now);
  }

  private void withdrawFile(Open file, boolean gone, Instant now) throws SQLException {
    Optional<Seen> seen = fileOf(file);
    if (seen.isPresent() && !seen.get().gone()) {
      if (!isAsPlanned(file, seen.get())) {
        settleIfQueued(file, seen.get());
      } else if (gone) {
        sightings.vanish(file.folderId(), file.path(), now);
      } else {
        sightings.settleAnew(file.folderId(), file.path());
      }
    }
    sightings.leave(file.folderId(), file.path(), file.itemId());
  }

  private void displace(Open item, ContentDigest content, Instant now) throws SQLException {
    List<Open> files = filesOf(item);
    begun.keep(item.itemId());
    items.delete(item.itemId());
    for (Open other : files.subList(1, files.size())) {
      withdrawFile(other, false, now);
    }
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
