package io.sluice.app;

import io.sluice.config.OnIncomplete;
import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.plan.Planner;
import io.sluice.settle.Decision;
import io.sluice.settle.SettleRules;
import io.sluice.settle.Settler;
import io.sluice.source.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the files of one folder from "seen" to "ready": waits until each is quiet, has it looked
 * into, and records what comes of it. Runs on the intake thread alone; looks at nothing itself.
 * Goes by the wall clock, as the stamps of files do.
 */
final class FolderIntake {
  /** Most paths that are looked at at once because something drew attention to them. */
  private static final int MOST_LOOKS = 5_000;

  private static final int MOST_RETRIED = 500;

  private final FolderContext folder;
  private final boolean oneShot;
  private final Settler settler;
  private final int settlerCapacity;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Clock wall;
  private final Set<RelativePath> inHand = new HashSet<>();

  /** Files that were found and have come to nothing yet; no more than settle or are in hand. */
  private final Set<RelativePath> awaited = new HashSet<>();

  /** Files that there was no room to remember; tried again when there may be. */
  private final Deque<Runnable> deferred = new ArrayDeque<>();

  private boolean rescanWanted;
  private int looks;

  FolderIntake(
      FolderContext folder,
      boolean oneShot,
      int settlerCapacity,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Clock wall) {
    this.folder = folder;
    this.oneShot = oneShot;
    this.settlerCapacity = settlerCapacity;
    this.settler = new Settler(folder.settling(), settlerCapacity);
    this.outcomes = outcomes;
    this.desk = desk;
    this.wall = wall;
  }

  /**
   * A file was found that calls for something.
   *
   * @param handBack run once when the file is out of hand
   */
  void found(Found found, Lane foundIn, Runnable handBack) {
    RelativePath path = found.sighting().path();
    Lane lane = found.hasJustArrived() ? Lane.LIVE : foundIn;
    if (inHand.contains(path)) {
      // Its inspection compares the stamp at its end, and looks again when it changed.
      handBack.run();
      return;
    }
    awaited.add(path);
    FileStamp stamp = found.sighting().stamp();
    Instant now = wall.instant();
    Decision decision =
        found.marked() ? settler.markerSeen(path, stamp, now) : settler.observe(path, stamp, now);
    if (decision instanceof Decision.Inspect) {
      inHand.add(path);
      boolean withDigest = Planner.uploadedContent(found.entry()).isPresent();
      desk.inspect(found, withDigest, result -> inspected(found, lane, handBack, result));
    } else if (decision instanceof Decision.Full) {
      // Not handed back: the scan waits until there is room.
      outcomes.settling(found, lane);
      deferred.add(() -> found(found, lane, handBack));
    } else {
      handBack.run();
      decided(decision, found, lane);
    }
  }

  private void inspected(Found found, Lane lane, Runnable handBack, Inspection result) {
    RelativePath path = found.sighting().path();
    inHand.remove(path);
    handBack.run();
    if (result instanceof Inspection.Read read) {
      FileStamp stamp = read.sighting().stamp();
      Decision decision = settler.verdict(path, stamp, read.verdict(), wall.instant());
      if (decision instanceof Decision.Ready) {
        whole(found, read.digest(), lane);
      } else {
        decided(decision, found, lane);
      }
    } else if (result instanceof Inspection.Unreadable unreadable) {
      forget(path);
      unreadable(found, unreadable.trouble(), lane);
    } else {
      // Changed or gone: a look tells, and sees whether the folder itself is still there.
      outcomes.settling(found, lane);
      lookSurely(path, lane);
    }
  }

  /** The daemon looks again at the next scan, once the disk may have come to itself. */
  private void unreadable(Found found, ReadTrouble trouble, Lane lane) {
    if (trouble.passes() && !oneShot) {
      outcomes.settling(found, lane, trouble.reason());
    } else {
      outcomes.failed(found.sighting(), found.entry(), trouble.reason());
    }
  }

  private void decided(Decision decision, Found found, Lane lane) {
    if (decision instanceof Decision.Incomplete incomplete) {
      notComplete(found, incomplete.reason(), lane);
      return;
    }
    outcomes.settling(found, lane);
    if (decision instanceof Decision.Full) {
      deferred.add(() -> found(found, lane, () -> {}));
    } else if (decision instanceof Decision.Inspect) {
      lookSurely(found.sighting().path(), lane);
    }
  }

  private void notComplete(Found found, String reason, Lane lane) {
    if (folder.config().settle().onIncomplete() == OnIncomplete.UPLOAD) {
      forget(found.sighting().path());
      outcomes.ready(found, lane, "sent although it is not complete: " + reason);
      return;
    }
    if (oneShot) {
      forget(found.sighting().path());
    }
    outcomes.incomplete(found, reason, lane, oneShot);
  }

  private void forget(RelativePath path) {
    settler.forget(path);
    awaited.remove(path);
  }

  private void whole(Found found, Optional<ContentDigest> digest, Lane lane) {
    RelativePath path = found.sighting().path();
    awaited.remove(path);
    Optional<ContentDigest> uploaded = Planner.uploadedContent(found.entry());
    if (found.isOnItsWay() && outcomes.isUploaded(path)) {
      // An earlier content arrived while this one was read: what to do depends on both.
      outcomes.settling(found, lane);
      lookSurely(path, lane);
    } else if (uploaded.isEmpty() || digest.isEmpty()) {
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

  /**
   * A file that is ready must wait for another one, as {@code reason} says: until it is told to be
   * {@link #recheck}ed, and for the longest wait at most. Not where incomplete files are sent as
   * they are, and it has waited for so long.
   *
   * @return whether it waits
   */
  boolean hold(Sighting sighting, FileEntry entry, String reason) {
    RelativePath path = sighting.path();
    Found found = new Found(sighting, Optional.of(entry), false);
    Decision decision = settler.hold(path, sighting.stamp(), reason, wall.instant());
    if (decision instanceof Decision.Incomplete incomplete) {
      if (folder.config().settle().onIncomplete() == OnIncomplete.UPLOAD) {
        forget(path);
        return false;
      }
      notComplete(found, incomplete.reason(), entry.lane());
      return true;
    }
    awaited.add(path);
    outcomes.settling(found, entry.lane(), reason);
    if (decision instanceof Decision.Full) {
      deferred.add(() -> found(found, entry.lane(), () -> {}));
    }
    return true;
  }

  /** A file is held no more. */
  void release(RelativePath path) {
    forget(path);
  }

  /** A file is not as the ledger has it, or is not in the ledger. */
  void lookAt(RelativePath path, Lane lane) {
    lookSurely(path, lane);
  }

  /** What a file was held for may have come. */
  void recheck(RelativePath path, Lane lane) {
    settler.forget(path);
    lookSurely(path, lane);
  }

  /** Something drew attention to a path. Where too many do at once, a scan finds them. */
  void look(RelativePath path, Lane lane) {
    if (looks >= MOST_LOOKS) {
      rescanWanted = true;
    } else {
      lookSurely(path, lane);
    }
  }

  /** A file was taken back from its upload. */
  void withdrawn(RelativePath path, Lane lane) {
    awaited.add(path);
    lookSurely(path, lane);
  }

  private void lookSurely(RelativePath path, Lane lane) {
    looks++;
    desk.look(
        path,
        (look, entry, found) -> looked(path, look, entry, found, lane),
        () -> {
          looks--;
          settler.forget(path);
        });
  }

  private void looked(
      RelativePath path, Look look, Optional<FileEntry> entry, Optional<Found> found, Lane lane) {
    looks--;
    if (found.isPresent()) {
      found(found.get(), lane, () -> {});
    } else if (look instanceof Look.Found) {
      forget(path);
    } else {
      lookedAtNoFile(path, look, entry, lane);
    }
  }

  private void lookedAtNoFile(RelativePath path, Look look, Optional<FileEntry> entry, Lane lane) {
    if (look instanceof Look.TooLarge large) {
      forget(path);
      tooLarge(large.file(), large.limitBytes(), entry);
    } else if (look instanceof Look.Unreadable unreadable) {
      forget(path);
      outcomes.unreadable(path, unreadable.reason());
    } else {
      gone(path, entry);
    }
    if (look instanceof Look.Directory directory) {
      desk.list(directory.directory(), one -> found(one, lane, () -> {}));
    }
  }

  /** Nothing is at a path any more; one that waits for its upload is noticed by the upload. */
  void gone(RelativePath path, Optional<FileEntry> entry) {
    boolean found = awaited.contains(path) || !oneShot;
    forget(path);
    EntryState state = entry.map(FileEntry::state).orElse(EntryState.VANISHED);
    switch (state) {
      case VANISHED, QUEUED -> {}
      case SETTLING -> outcomes.gone(path, found);
      case READY -> outcomes.gone(path, true);
      case INCOMPLETE, CONFLICT, FAILED -> outcomes.gone(path, !oneShot);
      case UPLOADED, SKIPPED -> outcomes.gone(path, false);
    }
  }

  /** A file is above the limit. */
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

  /** A directory or file cannot be looked at. */
  void unreadable(RelativePath path, String reason) {
    outcomes.unreadable(path, reason);
  }

  /** Other rules for whatever is looked at from now on. */
  void settleBy(SettleRules rules) {
    settler.follow(rules);
  }

  /** Looks again at the files whose time has come. */
  void onTime(Lane lane) {
    settler.due(wall.instant()).forEach(path -> look(path, lane));
    for (int i = Math.min(deferred.size(), MOST_RETRIED); i > 0 && hasRoom(); i--) {
      deferred.remove().run();
    }
  }

  private boolean hasRoom() {
    return settler.size() < settlerCapacity;
  }

  /** How long until {@link #onTime} is worth calling again, cut to {@code longest}. */
  Duration untilDue(Duration longest) {
    Instant now = wall.instant();
    Duration until = settler.nextDeadline().map(at -> Duration.between(now, at)).orElse(longest);
    return until.compareTo(longest) > 0 ? longest : until;
  }

  /** How many files are not known to be complete yet. */
  int settling() {
    return settler.size();
  }

  /** Whether files are settling or being looked into. */
  boolean isBusy() {
    return settler.size() > 0
        || !inHand.isEmpty()
        || !deferred.isEmpty()
        || looks > 0
        || desk.isListing();
  }

  /** The files that are being looked into. */
  Set<RelativePath> inHand() {
    return Collections.unmodifiableSet(inHand);
  }

  /** Whether a scan is wanted because something could not be kept in mind; asking resets it. */
  boolean takeRescanWanted() {
    boolean wanted = rescanWanted;
    rescanWanted = false;
    return wanted;
  }
}
