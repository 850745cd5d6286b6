package io.sluice.app;

import io.sluice.config.OnIncomplete;
import io.sluice.file.ContentDigest;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.plan.Planner;
import java.util.Optional;

/**
 * What becomes of a file, given what was found at its path and what the ledger has of it: says the
 * outcome, and keeps nothing in mind. Used on the intake thread alone.
 */
final class IntakeRules {
  private final FolderContext folder;
  private final boolean oneShot;
  private final FolderOutcomes outcomes;

  IntakeRules(FolderContext folder, boolean oneShot, FolderOutcomes outcomes) {
    this.folder = folder;
    this.oneShot = oneShot;
    this.outcomes = outcomes;
  }

  /**
   * It is quiet and whole.
   *
   * @param digest its SHA-256, where something of it was uploaded
   */
  void whole(Found found, Optional<ContentDigest> digest, Lane lane) {
    RelativePath path = found.sighting().path();
    Optional<ContentDigest> uploaded = Planner.uploadedContent(found.entry());
    if (uploaded.isEmpty() || digest.isEmpty()) {
      outcomes.ready(found, lane, "");
    } else if (uploaded.equals(digest) || outcomes.wasUploaded(path, digest.get())) {
      outcomes.sameAsUploaded(found, digest.get(), oneShot);
    } else if (folder.isSidecar(path)) {
      outcomes.conflict(
          found.sighting(),
          "changed after it was sent; the platform keeps what it said first",
          lane);
    } else if (folder.renamesChange(path)) {
      outcomes.readyRenamed(found.sighting(), digest.get(), lane);
    } else {
      outcomes.conflict(
          found.sighting(),
          "changed after its upload; the dataset keeps what was uploaded first",
          lane);
    }
  }

  /** It was not complete within the longest wait, as {@code reason} says. */
  void incomplete(Found found, String reason, Lane lane) {
    if (sendsIncomplete()) {
      outcomes.ready(found, lane, "sent although it is not complete: " + reason);
    } else {
      outcomes.incomplete(found, reason, lane, oneShot);
    }
  }

  /** Whether files that are not complete in time are sent as they are. */
  boolean sendsIncomplete() {
    return folder.config().settle().onIncomplete() == OnIncomplete.UPLOAD;
  }

  /** Whether a file that was {@link #incomplete} is done with; else it may still become whole. */
  boolean endsIncomplete() {
    return sendsIncomplete() || oneShot;
  }

  /**
   * It cannot be read. The daemon looks again at the next scan, once the disk may have come to
   * itself.
   */
  void unreadable(Found found, ReadTrouble trouble, Lane lane) {
    if (trouble.passes() && !oneShot) {
      outcomes.settling(found, lane, trouble.reason());
    } else {
      outcomes.failed(found.sighting(), found.entry(), trouble.reason());
    }
  }

  /**
   * Nothing is at its path any more; one that waits for its upload is noticed by the upload.
   *
   * @param awaited whether it was found and had come to nothing yet
   */
  void gone(RelativePath path, Optional<FileEntry> entry, boolean awaited) {
    // One that was awaited has been told of, also before there is a row of it.
    EntryState unrecorded = awaited ? EntryState.SETTLING : EntryState.VANISHED;
    EntryState state = entry.map(FileEntry::state).orElse(unrecorded);
    switch (state) {
      case VANISHED, QUEUED -> {}
      case SETTLING -> outcomes.gone(path, awaited || !oneShot);
      case READY -> outcomes.gone(path, true);
      case INCOMPLETE, CONFLICT, FAILED -> outcomes.gone(path, !oneShot);
      case UPLOADED, SKIPPED -> outcomes.gone(path, false);
    }
  }

  /** It is above the limit. */
  void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {
    boolean known =
        entry.isPresent()
            && entry.get().state() == EntryState.FAILED
            && entry.get().stamp().sameContentStamp(file.stamp());
    if (!known || oneShot) {
      outcomes.failed(
          file,
          entry,
          "has " + file.stamp().sizeBytes() + " bytes, more than the limit of " + limitBytes);
    }
  }
}
