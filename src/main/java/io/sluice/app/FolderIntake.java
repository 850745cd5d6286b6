package io.sluice.app;

import io.sluice.config.OnIncomplete;
import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.plan.Planner;
import io.sluice.settle.Decision;
import io.sluice.settle.Settler;
import io.sluice.source.Look;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the files of one folder from "seen" to "ready": waits until each is quiet, has it looked
 * into, and records what comes of it. Runs on the intake thread alone; looks at nothing itself.
 */
final class FolderIntake {
  /** Most paths that are looked at at once because something drew attention to them. */
  private static final int MOST_LOOKS = 5_000;

  private final FolderContext folder;
  private final boolean oneShot;
  private final Settler settler;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Set<RelativePath> inHand = new HashSet<>();

  /** Files that were found and have come to nothing yet; no more than settle or are in hand. */
  private final Set<RelativePath> awaited = new HashSet<>();

  private boolean rescanWanted;
  private int looks;

  FolderIntake(
      FolderContext folder,
      boolean oneShot,
      Settler settler,
      FolderOutcomes outcomes,
      InspectionDesk desk) {
    this.folder = folder;
    this.oneShot = oneShot;
    this.settler = settler;
    this.outcomes = outcomes;
    this.desk = desk;
  }

  /**
   * A file was found that calls for something.
   *
   * @param handBack run once when the file is out of hand
   */
  void found(Found found, Lane lane, Runnable handBack, Instant now) {
    RelativePath path = found.sighting().path();
    if (inHand.contains(path)) {
      // Its inspection compares the stamp at its end, and looks again when it changed.
      handBack.run();
      return;
    }
    awaited.add(path);
    FileStamp stamp = found.sighting().stamp();
    Decision decision =
        found.marked() ? settler.markerSeen(path, stamp, now) : settler.observe(path, stamp, now);
    if (decision instanceof Decision.Inspect) {
      inHand.add(path);
      boolean withDigest = Planner.uploadedContent(found.entry()).isPresent();
      desk.inspect(found, withDigest, result -> inspected(found, lane, handBack, result));
    } else {
      handBack.run();
      decided(decision, found, lane, now);
    }
  }

  private void inspected(Found found, Lane lane, Runnable handBack, Inspection result) {
    RelativePath path = found.sighting().path();
    Instant now = desk.now();
    inHand.remove(path);
    handBack.run();
    if (result instanceof Inspection.Read read) {
      Decision decision = settler.verdict(path, read.sighting().stamp(), read.verdict(), now);
      if (decision instanceof Decision.Ready) {
        whole(found, read.digest(), lane, now);
      } else {
        decided(decision, found, lane, now);
      }
    } else if (result instanceof Inspection.Unreadable unreadable) {
      forget(path);
      outcomes.failed(found.sighting(), unreadable.reason(), now);
    } else if (result instanceof Inspection.Gone) {
      forget(path);
      outcomes.gone(path, true, now);
    } else {
      outcomes.settling(found, lane);
      look(path, lane);
    }
  }

  private void decided(Decision decision, Found found, Lane lane, Instant now) {
    if (decision instanceof Decision.Incomplete incomplete) {
      notComplete(found, incomplete.reason(), lane, now);
      return;
    }
    outcomes.settling(found, lane);
    if (decision instanceof Decision.Full) {
      rescanWanted = true;
    } else if (decision instanceof Decision.Inspect) {
      look(found.sighting().path(), lane);
    }
  }

  private void notComplete(Found found, String reason, Lane lane, Instant now) {
    if (folder.config().settle().onIncomplete() == OnIncomplete.UPLOAD) {
      forget(found.sighting().path());
      outcomes.ready(found, lane, "sent although it is not complete: " + reason);
      return;
    }
    if (oneShot) {
      forget(found.sighting().path());
    }
    outcomes.incomplete(found, reason, lane, oneShot, now);
  }

  private void forget(RelativePath path) {
    settler.forget(path);
    awaited.remove(path);
  }

  private void whole(Found found, Optional<ContentDigest> digest, Lane lane, Instant now) {
    awaited.remove(found.sighting().path());
    Optional<ContentDigest> uploaded = Planner.uploadedContent(found.entry());
    if (uploaded.isEmpty()) {
      outcomes.ready(found, lane, "");
    } else if (uploaded.equals(digest)) {
      outcomes.sameAsUploaded(found, oneShot, now);
    } else {
      outcomes.conflict(
          found.sighting(),
          "changed after its upload; the dataset keeps what was uploaded first",
          lane,
          now);
    }
  }

  /** Something drew attention to a path. */
  void look(RelativePath path, Lane lane) {
    if (looks >= MOST_LOOKS) {
      rescanWanted = true;
      return;
    }
    looks++;
    desk.look(path, (look, entry, found) -> looked(path, look, entry, found, lane));
  }

  private void looked(
      RelativePath path, Look look, Optional<FileEntry> entry, Optional<Found> found, Lane lane) {
    looks--;
    Instant now = desk.now();
    if (found.isPresent()) {
      found(found.get(), lane, () -> {}, now);
    } else if (look instanceof Look.Directory directory) {
      desk.list(directory.directory(), one -> found(one, lane, () -> {}, desk.now()));
    } else if (look instanceof Look.Gone) {
      gone(path, entry, now);
    } else if (look instanceof Look.TooLarge large) {
      tooLarge(large.file(), large.limitBytes(), entry, now);
    } else if (look instanceof Look.Unreadable unreadable) {
      outcomes.unreadable(path, unreadable.reason(), now);
    }
  }

  /** Nothing is at a path any more; one that waits for its upload is noticed by the upload. */
  void gone(RelativePath path, Optional<FileEntry> entry, Instant now) {
    boolean found = awaited.contains(path) || !oneShot;
    forget(path);
    EntryState state = entry.map(FileEntry::state).orElse(EntryState.VANISHED);
    switch (state) {
      case VANISHED, QUEUED -> {}
      case SETTLING -> outcomes.gone(path, found, now);
      case READY -> outcomes.gone(path, true, now);
      case INCOMPLETE, CONFLICT, FAILED -> outcomes.gone(path, !oneShot, now);
      case UPLOADED, SKIPPED -> outcomes.gone(path, false, now);
    }
  }

  /** A file is above the limit. */
  void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry, Instant now) {
    boolean known =
        entry.isPresent()
            && entry.get().state() == EntryState.FAILED
            && entry.get().stamp().sameContentStamp(file.stamp());
    if (!known || oneShot) {
      outcomes.failed(
          file,
          "has " + file.stamp().sizeBytes() + " bytes, more than the limit of " + limitBytes,
          now);
    }
  }

  /** A directory or file cannot be looked at. */
  void unreadable(RelativePath path, String reason, Instant now) {
    outcomes.unreadable(path, reason, now);
  }

  /** Looks again at the files whose time has come. */
  void onTime(Instant now, Lane lane) {
    List<RelativePath> due = settler.due(now);
    due.forEach(path -> look(path, lane));
  }

  /** When {@link #onTime} is worth calling again, if ever. */
  Optional<Instant> nextDeadline() {
    return settler.nextDeadline();
  }

  /** Whether files are settling or being looked into. */
  boolean isBusy() {
    return settler.size() > 0 || !inHand.isEmpty() || looks > 0 || desk.isListing();
  }

  /** Whether a scan is wanted because something could not be kept in mind; asking resets it. */
  boolean takeRescanWanted() {
    boolean wanted = rescanWanted;
    rescanWanted = false;
    return wanted;
  }
}
