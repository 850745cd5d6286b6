package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.plan.Planner;
import io.sluice.settle.Decision;
import io.sluice.source.Look;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the files of one folder from "seen" to "ready": waits until each is quiet, has it looked
 * into, and records what comes of it. Runs on the intake thread alone; looks at nothing itself.
 */
final class FolderIntake {
  /** Most paths that are looked at at once because something drew attention to them. */
  private static final int MOST_LOOKS = 5_000;

  private final SettlingFiles settling;
  private final IntakeRules rules;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Set<RelativePath> inHand = new HashSet<>();
  private boolean rescanWanted;
  private int looks;

  FolderIntake(
      SettlingFiles settling, IntakeRules rules, FolderOutcomes outcomes, InspectionDesk desk) {
    this.settling = settling;
    this.rules = rules;
    this.outcomes = outcomes;
    this.desk = desk;
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
    Decision decision = settling.seen(found);
    if (decision instanceof Decision.Inspect) {
      inHand.add(path);
      boolean withDigest = Planner.uploadedContent(found.entry()).isPresent();
      desk.inspect(found, withDigest, result -> inspected(found, lane, handBack, result));
    } else if (decision instanceof Decision.Full) {
      // Not handed back: the scan waits until there is room.
      outcomes.settling(found, lane);
      settling.defer(() -> found(found, lane, handBack));
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
      Decision decision = settling.verdict(path, read.sighting().stamp(), read.verdict());
      if (decision instanceof Decision.Ready) {
        whole(found, read.digest(), lane);
      } else {
        decided(decision, found, lane);
      }
    } else if (result instanceof Inspection.Unreadable unreadable) {
      settling.forget(path);
      rules.unreadable(found, unreadable.trouble(), lane);
    } else {
      // Changed or gone: a look tells, and sees whether the folder itself is still there.
      outcomes.settling(found, lane);
      lookAt(path, lane);
    }
  }

  private void decided(Decision decision, Found found, Lane lane) {
    if (decision instanceof Decision.Incomplete incomplete) {
      notComplete(found, incomplete.reason(), lane);
      return;
    }
    outcomes.settling(found, lane);
    if (decision instanceof Decision.Full) {
      settling.defer(() -> found(found, lane, () -> {}));
    } else if (decision instanceof Decision.Inspect) {
      lookAt(found.sighting().path(), lane);
    }
  }

  private void notComplete(Found found, String reason, Lane lane) {
    if (rules.endsIncomplete()) {
      settling.forget(found.sighting().path());
    }
    rules.incomplete(found, reason, lane);
  }

  private void whole(Found found, Optional<ContentDigest> digest, Lane lane) {
    RelativePath path = found.sighting().path();
    if (found.isOnItsWay() && outcomes.isUploaded(path)) {
      // An earlier content arrived while this one was read: what to do depends on both.
      outcomes.settling(found, lane);
      lookAt(path, lane);
    } else {
      rules.whole(found, digest, lane);
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
    Found found = new Found(sighting, Optional.of(entry), false);
    Decision decision = settling.hold(sighting, reason);
    if (decision instanceof Decision.Incomplete incomplete) {
      if (rules.sendsIncomplete()) {
        settling.forget(sighting.path());
        return false;
      }
      notComplete(found, incomplete.reason(), entry.lane());
      return true;
    }
    outcomes.settling(found, entry.lane(), reason);
    if (decision instanceof Decision.Full) {
      settling.defer(() -> found(found, entry.lane(), () -> {}));
    }
    return true;
  }

  /** A file is held no more. */
  void release(RelativePath path) {
    settling.forget(path);
  }

  /** What a file was held for may have come. */
  void recheck(RelativePath path, Lane lane) {
    settling.restart(path);
    lookAt(path, lane);
  }

  /** Something drew attention to a path. Where too many do at once, a scan finds them. */
  void look(RelativePath path, Lane lane) {
    if (looks >= MOST_LOOKS) {
      rescanWanted = true;
    } else {
      lookAt(path, lane);
    }
  }

  /** A file was taken back from its upload. */
  void withdrawn(RelativePath path, Lane lane) {
    settling.await(path);
    lookAt(path, lane);
  }

  /** A file is not as the ledger has it, or is not in the ledger. */
  void lookAt(RelativePath path, Lane lane) {
    looks++;
    desk.look(
        path,
        (look, entry, found) -> looked(path, look, entry, found, lane),
        () -> {
          looks--;
          settling.restart(path);
        });
  }

  private void looked(
      RelativePath path, Look look, Optional<FileEntry> entry, Optional<Found> found, Lane lane) {
    looks--;
    if (found.isPresent()) {
      found(found.get(), lane, () -> {});
    } else if (look instanceof Look.Found) {
      settling.forget(path);
    } else {
      lookedAtNoFile(path, look, entry, lane);
    }
  }

  private void lookedAtNoFile(RelativePath path, Look look, Optional<FileEntry> entry, Lane lane) {
    if (look instanceof Look.TooLarge large) {
      settling.forget(path);
      tooLarge(large.file(), large.limitBytes(), entry);
    } else if (look instanceof Look.Unreadable unreadable) {
      settling.forget(path);
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
    boolean awaited = settling.isAwaited(path);
    settling.forget(path);
    rules.gone(path, entry, awaited);
  }

  /** A file is above the limit. */
  void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {
    rules.tooLarge(file, limitBytes, entry);
  }

  /** A directory or file cannot be looked at. */
  void unreadable(RelativePath path, String reason) {
    outcomes.unreadable(path, reason);
  }

  /** Looks again at the files whose time has come, see {@link SettlingFiles#untilDue}. */
  void onTime(Lane lane) {
    settling.due().forEach(path -> look(path, lane));
    settling.retryDeferred();
  }

  /** Whether files are settling or being looked into. */
  boolean isBusy() {
    return settling.isBusy() || !inHand.isEmpty() || looks > 0 || desk.isListing();
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
