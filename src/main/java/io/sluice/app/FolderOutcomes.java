package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.plan.Planner;
import java.time.Clock;
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
  /** When a failed file is looked at again. */
  static final Duration FAILED_AGAIN_AFTER = Duration.ofDays(1);

  /** Of what gives none. */
  static final FileStamp NO_STAMP = new FileStamp(0, Instant.EPOCH, Instant.EPOCH, "");

  private final FolderContext folder;
  private final Ledger ledger;
  private final IngestListener events;
  private final Clock clock;
  private final List<FileChange> changes = new ArrayList<>();
  private final List<IngestEvent> told = new ArrayList<>();

  FolderOutcomes(FolderContext folder, Ledger ledger, IngestListener events, Clock clock) {
    this.folder = folder;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /** It is not known to be quiet and whole. Nothing is written when the ledger says so already. */
  void settling(Found found, Lane lane) {
    settling(found, lane, "");
  }

  /** As above, with a remark on what is in the way. */
  void settling(Found found, Lane lane, String remark) {
    boolean remarked =
        remark.isEmpty() || found.entry().filter(e -> e.reason().equals(remark)).isPresent();
    if (!isKnownAs(found, EntryState.SETTLING) || !remarked) {
      observe(found.sighting(), EntryState.SETTLING, remark, lane, Optional.empty());
    }
  }

  /** It is quiet and whole. */
  void ready(Found found, Lane lane, String remark) {
    observe(found.sighting(), EntryState.READY, remark, lane, Optional.empty());
  }

  /** It was not complete within the longest wait. */
  void incomplete(Found found, String reason, Lane lane, boolean alwaysTell) {
    boolean known = isKnown(found.sighting(), found.entry(), EntryState.INCOMPLETE, reason);
    if (!known) {
      observe(found.sighting(), EntryState.INCOMPLETE, reason, lane, Optional.empty());
    }
    if (!known || alwaysTell) {
      tell(found.sighting().path(), FileState.INCOMPLETE, reason, known);
    }
  }

  /** It is quiet, whole, and to have a name with the suffix of its content. */
  void readyRenamed(Sighting sighting, ContentDigest content, Lane lane) {
    changes.add(
        new FileChange.Observed(
            sighting.path(),
            sighting.stamp(),
            EntryState.READY,
            "",
            lane,
            Optional.empty(),
            Optional.of(content)));
  }

  /** The run is for it after all. */
  void found(Sighting file) {
    told.add(new IngestEvent.FileFound(folder.name(), file.path(), file.stamp().sizeBytes()));
  }

  /** It is to be sent again, whatever it came to. */
  void requeued(RelativePath path) {
    changes.add(new FileChange.Requeued(path));
  }

  /** Another file has its name, with the same content; or it is none that could be sent. */
  void covered(Sighting sighting, String reason) {
    changes.add(new FileChange.Covered(sighting.path(), sighting.stamp(), reason));
    tell(sighting.path(), FileState.SKIPPED, reason, false);
  }

  /** It cannot be sent as it is. */
  void failed(Sighting sighting, String reason) {
    failed(sighting, Optional.empty(), reason);
  }

  /**
   * As {@link #failed(Sighting, String)}.
   *
   * @param entry what the ledger says of the file
   */
  void failed(Sighting sighting, Optional<FileEntry> entry, String reason) {
    boolean known = isKnown(sighting, entry, EntryState.FAILED, reason);
    Optional<Instant> again = Optional.of(clock.instant().plus(FAILED_AGAIN_AFTER));
    observe(sighting, EntryState.FAILED, reason, Lane.LIVE, again);
    tell(sighting.path(), FileState.FAILED, reason, known);
  }

  /** A directory, or a file that gives no stamp, cannot be looked at. */
  void unreadable(RelativePath path, String reason) {
    failed(new Sighting(path, NO_STAMP), reason);
  }

  /** It claims what another has, or is not what was uploaded. */
  void conflict(Sighting sighting, String reason, Lane lane) {
    observe(sighting, EntryState.CONFLICT, reason, lane, Optional.empty());
    tell(sighting.path(), FileState.CONFLICT, reason, false);
  }

  /** Whether something of it is in the dataset by now. */
  boolean isUploaded(RelativePath path) {
    FileEntry entry = ledger.files(folder.folderId(), List.of(path)).get(path);
    return Planner.uploadedContent(Optional.ofNullable(entry)).isPresent();
  }

  /** Whether that was uploaded of it before, be it the last time or an earlier one. */
  boolean wasUploaded(RelativePath path, ContentDigest content) {
    return ledger.uploadedContents(folder.folderId(), path).contains(content);
  }

  /** Its stamp changed, and its content is what was uploaded, the last time or an earlier one. */
  void sameAsUploaded(Found found, ContentDigest content, boolean tellSkip) {
    boolean uploaded =
        found
            .entry()
            .filter(entry -> entry.state() == EntryState.UPLOADED)
            .filter(entry -> entry.digest().equals(Optional.of(content)))
            .isPresent();
    RelativePath path = found.sighting().path();
    FileStamp stamp = found.sighting().stamp();
    changes.add(
        uploaded
            ? new FileChange.Restamped(path, stamp)
            : new FileChange.Reverted(path, stamp, content));
    if (tellSkip) {
      tell(path, FileState.SKIPPED, "its content is what was uploaded before", false);
    }
  }

  /** Nothing is there any more. */
  void gone(RelativePath path, boolean wasAwaited) {
    changes.add(new FileChange.Vanished(path));
    if (wasAwaited) {
      tell(path, FileState.VANISHED, "gone before it was uploaded", false);
    }
  }

  /** Whether something waits to be recorded. */
  boolean isPending() {
    return !changes.isEmpty();
  }

  /** Records what was gathered, then tells of it. */
  void flush() {
    if (!changes.isEmpty()) {
      ledger.record(folder.folderId(), List.copyOf(changes), clock.instant());
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

  private void tell(RelativePath path, FileState state, String reason, boolean repeated) {
    Instant now = clock.instant();
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
