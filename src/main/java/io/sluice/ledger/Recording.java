package io.sluice.ledger;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ContentSuffix;
import io.sluice.item.ItemState;
import io.sluice.ledger.SightingTable.Seen;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What was observed of a folder's files, within one transaction. */
final class Recording {
  private final FolderTable folders;
  private final SightingTable sightings;
  private final ItemTable items;
  private final PartTable parts;
  private final RivalTable rivals;
  private final FormerTable formers;
  private final ToldTable told;

  Recording(Session session) {
    this.folders = new FolderTable(session);
    this.sightings = new SightingTable(session);
    this.items = new ItemTable(session);
    this.parts = new PartTable(session);
    this.rivals = new RivalTable(session);
    this.formers = new FormerTable(session);
    this.told = new ToldTable(session);
  }

  void record(long folderId, List<FileChange> changes, Instant now) throws SQLException {
    folders.get(folderId);
    for (FileChange change : changes) {
      if (change instanceof FileChange.Observed observed) {
        observe(folderId, observed, now);
      } else if (change instanceof FileChange.Told item) {
        told.put(folderId, item);
      } else if (change instanceof FileChange.Restamped restamped) {
        restamp(folderId, restamped.path(), restamped.stamp());
      } else if (change instanceof FileChange.Reverted reverted) {
        revert(folderId, reverted, now);
      } else if (change instanceof FileChange.Covered covered) {
        cover(folderId, covered);
      } else if (change instanceof FileChange.Vanished vanished) {
        vanish(folderId, vanished.path(), now);
      } else if (change instanceof FileChange.PutOff putOff) {
        sightings.putOff(folderId, putOff.path(), putOff.retryAt());
      } else if (change instanceof FileChange.Requeued requeued) {
        requeue(folderId, requeued.path(), now);
      }
    }
  }

  private void observe(long folderId, FileChange.Observed observed, Instant now)
      throws SQLException {
    if (isStale(folderId, observed)) {
      return;
    }
    sightings.observe(folderId, observed, now);
    if (observed.state() != EntryState.CONFLICT) {
      rivals.forget(folderId, observed.path());
    }
    if (cameToNothing(observed.state())) {
      // Whoever waits for its end need not wait for an upload.
      rivals.releaseWaiting(folderId, observed.path());
    }
  }

  private static boolean cameToNothing(EntryState state) {
    return switch (state) {
      case CONFLICT, INCOMPLETE, FAILED -> true;
      case SETTLING, READY, QUEUED, UPLOADED, SKIPPED, VANISHED -> false;
    };
  }

  /** Two looks at one file can be under way; the later one must not undo what the other led to. */
  private boolean isStale(long folderId, FileChange.Observed observed) throws SQLException {
    Optional<Seen> seen = sightings.find(folderId, observed.path());
    if (seen.isEmpty() || seen.get().gone()) {
      return false;
    }
    boolean concluded =
        switch (seen.get().state()) {
          case QUEUED, UPLOADED, SKIPPED -> true;
          case SETTLING, READY, CONFLICT, INCOMPLETE, FAILED, VANISHED -> false;
        };
    return concluded && seen.get().stamp().sameContentStamp(observed.stamp());
  }

  /** The item goes with its file: the content is the one that it is about. */
  private Seen restamp(long folderId, RelativePath path, FileStamp stamp) throws SQLException {
    Seen seen =
        sightings
            .find(folderId, path)
            .orElseThrow(() -> new IllegalArgumentException("never seen: " + path));
    sightings.stamp(folderId, path, stamp);
    if (seen.itemId().isPresent()) {
      parts.stamp(seen.itemId().getAsLong(), path, stamp);
    }
    return seen;
  }

  private void revert(long folderId, FileChange.Reverted reverted, Instant now)
      throws SQLException {
    Optional<FormerTable.Upload> upload =
        formers.upload(folderId, reverted.path(), reverted.content());
    if (upload.isPresent()) {
      rejoin(folderId, reverted, upload.get(), now);
    }
    Seen seen = restamp(folderId, reverted.path(), reverted.stamp());
    EntryState state =
        seen.itemId().isEmpty() ? EntryState.READY : stateByItem(seen.itemId().getAsLong());
    sightings.conclude(folderId, reverted.path(), state, "", Optional.empty());
    rivals.forget(folderId, reverted.path());
  }

  /** The file is part of the item again that its content was uploaded by. */
  private void rejoin(
      long folderId, FileChange.Reverted reverted, FormerTable.Upload upload, Instant now)
      throws SQLException {
    OptionalLong present =
        sightings.find(folderId, reverted.path()).map(Seen::itemId).orElse(OptionalLong.empty());
    boolean renamed = ContentSuffix.isIn(upload.name(), reverted.content());
    sightings.join(
        folderId,
        reverted.path(),
        upload.itemId(),
        renamed ? Optional.of(reverted.content()) : Optional.empty());
    if (present.isPresent() && present.getAsLong() != upload.itemId()) {
      if (items.deleteUntouched(present.getAsLong())) {
        rivals.release(folderId, reverted.path(), now);
      } else {
        formers.put(folderId, reverted.path(), present.getAsLong());
      }
    }
  }

  private void cover(long folderId, FileChange.Covered covered) throws SQLException {
    Optional<Seen> seen = sightings.find(folderId, covered.path());
    boolean asCompared =
        seen.isPresent()
            && seen.get().state() == EntryState.READY
            && !seen.get().gone()
            && seen.get().stamp().sameContentStamp(covered.stamp());
    if (asCompared) {
      sightings.conclude(
          folderId, covered.path(), EntryState.SKIPPED, covered.reason(), Optional.empty());
      rivals.forget(folderId, covered.path());
      rivals.releaseWaiting(folderId, covered.path());
    }
  }

  private EntryState stateByItem(long itemId) throws SQLException {
    ItemState state = items.state(itemId);
    return state.isFinal() ? EntryState.concluded(state) : EntryState.QUEUED;
  }

  private void requeue(long folderId, RelativePath path, Instant now) throws SQLException {
    Optional<Seen> seen = sightings.find(folderId, path);
    if (seen.isPresent() && isConcluded(seen.get().state())) {
      if (seen.get().itemId().isPresent()) {
        items.deleteDone(seen.get().itemId().getAsLong());
      }
      sightings.requeue(folderId, path, now);
      rivals.forget(folderId, path);
    }
  }

  private static boolean isConcluded(EntryState state) {
    return switch (state) {
      case UPLOADED, SKIPPED, CONFLICT, FAILED -> true;
      case SETTLING, READY, QUEUED, INCOMPLETE, VANISHED -> false;
    };
  }

  private void vanish(long folderId, RelativePath path, Instant now) throws SQLException {
    if (sightings.vanish(folderId, path, now)) {
      rivals.forget(folderId, path);
      rivals.release(folderId, path, now);
    }
  }
}
