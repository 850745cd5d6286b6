package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.FileStamp;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the intake concludes about the files of one folder: gathered while a batch of messages is
 * handled, recorded in one transaction, and only then told.
 */
final class FolderOutcomes {
  private static final Duration FAILED_AGAIN_AFTER = Duration.ofDays(1);

  private final FolderContext folder;
  private final Ledger ledger;
  private final IngestListener events;
  private final List<FileChange> changes = new ArrayList<>();
  private final List<IngestEvent> told = new ArrayList<>();

  FolderOutcomes(FolderContext folder, Ledger ledger, IngestListener events) {
    this.folder = folder;
    this.ledger = ledger;
    this.events = events;
  }

  /** It is not known to be quiet and whole. Nothing is written when the ledger says so already. */
  void settling(Found found, Lane lane) {
    if (!isKnownAs(found, EntryState.SETTLING)) {
      observe(found.sighting(), EntryState.SETTLING, "", lane, Optional.empty());
    }
  }

  /** It is quiet and whole. */
  void ready(Found found, Lane lane, String remark) {
    observe(found.sighting(), EntryState.READY, remark, lane, Optional.empty());
  }

  /** It was not complete within the longest wait. */
  void incomplete(Found found, String reason, Lane lane, boolean alwaysTell, Instant now) {
    boolean known = isKnown(found.sighting(), found.entry(), EntryState.INCOMPLETE, reason);
    if (!known) {
      observe(found.sighting(), EntryState.INCOMPLETE, reason, lane, Optional.empty());
    }
    if (!known || alwaysTell) {
      tell(found.sighting().path(), FileState.INCOMPLETE, reason, known, now);
    }
  }

  /** It cannot be sent as it is. */
  void failed(Sighting sighting, String reason, Instant now) {
    failed(sighting, Optional.empty(), reason, now);
  }

  /**
   * As {@link #failed(Sighting, String, Instant)}.
   *
   * @param entry what the ledger says of the file
   */
  void failed(Sighting sighting, Optional<FileEntry> entry, String reason, Instant now) {
    boolean known = isKnown(sighting, entry, EntryState.FAILED, reason);
    Optional<Instant> again = Optional.of(now.plus(FAILED_AGAIN_AFTER));
    observe(sighting, EntryState.FAILED, reason, Lane.LIVE, again);
    tell(sighting.path(), FileState.FAILED, reason, known, now);
  }

  /** A directory, or a file that gives no stamp, cannot be looked at. */
  void unreadable(RelativePath path, String reason, Instant now) {
    FileStamp none = new FileStamp(0, Instant.EPOCH, Instant.EPOCH, "");
    failed(new Sighting(path, none), reason, now);
  }

  /** It claims what another has, or is not what was uploaded. */
  void conflict(Sighting sighting, String reason, Lane lane, Instant now) {
    observe(sighting, EntryState.CONFLICT, reason, lane, Optional.empty());
    tell(sighting.path(), FileState.CONFLICT, reason, false, now);
  }

  /** Its stamp changed, and its content is what was uploaded. */
  void sameAsUploaded(Found found, boolean tellSkip, Instant now) {
    boolean uploaded =
        found.entry().filter(entry -> entry.state() == EntryState.UPLOADED).isPresent();
    RelativePath path = found.sighting().path();
    FileStamp stamp = found.sighting().stamp();
    changes.add(
        uploaded ? new FileChange.Restamped(path, stamp) : new FileChange.Reverted(path, stamp));
    if (tellSkip) {
      tell(path, FileState.SKIPPED, "its content is what was uploaded before", false, now);
    }
  }

  /** Nothing is there any more. */
  void gone(RelativePath path, boolean wasAwaited, Instant now) {
    changes.add(new FileChange.Vanished(path));
    if (wasAwaited) {
      tell(path, FileState.VANISHED, "gone before it was uploaded", false, now);
    }
  }

  /** Whether something waits to be recorded. */
  boolean isPending() {
    return !changes.isEmpty();
  }

  /** Records what was gathered, then tells of it. */
  void flush(Instant now) {
    if (!changes.isEmpty()) {
      ledger.record(folder.folderId(), List.copyOf(changes), now);
      changes.clear();
    }
    List<IngestEvent> due = List.copyOf(told);
    told.clear();
    due.forEach(events::on);
  }

  private void observe(
      Sighting sighting, EntryState state, String reason, Lane lane, Optional<Instant> retryAt) {
    changes.add(
        new FileChange.Observed(sighting.path(), sighting.stamp(), state, reason, lane, retryAt));
  }

  private void tell(
      RelativePath path, FileState state, String reason, boolean repeated, Instant now) {
    told.add(
        new IngestEvent.FileOutcome(
            folder.name(), path, state, reason, "", 0, 0, 0, now, repeated));
  }

  private static boolean isKnownAs(Found found, EntryState state) {
    return isKnownAs(found.sighting(), found.entry(), state);
  }

  private static boolean isKnownAs(Sighting sighting, Optional<FileEntry> entry, EntryState state) {
    return entry.isPresent()
        && entry.get().state() == state
        && entry.get().stamp().sameContentStamp(sighting.stamp());
  }

  private static boolean isKnown(
      Sighting sighting, Optional<FileEntry> entry, EntryState state, String reason) {
    return isKnownAs(sighting, entry, state) && entry.orElseThrow().reason().equals(reason);
  }
}
