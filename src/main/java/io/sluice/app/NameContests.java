package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out what becomes of the files of one folder whose names other files have. Runs on the
 * intake thread alone; what is read for it is read by the folder's inspection threads.
 */
final class NameContests {
  /** Most files that are read to be compared at once. */
  private static final int MOST_READ = 50;

  private final FolderContext folder;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Consumer<RelativePath> lookAgain;
  private final Clock clock;
  private boolean open;

  /**
   * @param lookAgain is given files that are not what they were planned as
   */
  NameContests(
      FolderContext folder,
      Ledger ledger,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Consumer<RelativePath> lookAgain,
      Clock clock) {
    this.clock = clock;
    this.folder = folder;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.desk = desk;
    this.lookAgain = lookAgain;
  }

  /** Whether some are being decided: no more are handed in meanwhile. */
  boolean isOpen() {
    return open;
  }

  /** What the owner has is worth a comparison only once it is known to be in the dataset. */
  Contest contest(NameClaim claim, ClaimAnswer.TakenBy owner) {
    boolean byContent =
        folder.rivals(claim.path()).compares(claim.renamedFor().isPresent())
            && owner.state().isFinal();
    return new Contest(claim, owner, byContent);
  }

  /**
   * An owner that is gone has no claim: only a file that is there can be in the way. Those that are
   * to be read for it are compared a few at a time; the others are still ready, and come again.
   */
  void decide(List<Contest> contests, Runnable onDecided) {
    List<Contest> now = new ArrayList<>();
    int read = 0;
    for (Contest contest : contests) {
      read += contest.byContent() ? 1 : 0;
      if (!contest.byContent() || read <= MOST_READ) {
        now.add(contest);
      }
    }
    open = true;
    desk.compare(
        now,
        compared -> {
          answered(now, compared);
          open = false;
          onDecided.run();
        });
  }

  private void answered(List<Contest> contests, List<RivalComparison> compared) {
    Instant now = clock.instant();
    Set<Long> free = new HashSet<>();
    for (int i = 0; i < contests.size(); i++) {
      ClaimAnswer.TakenBy owner = contests.get(i).owner();
      if (compared.get(i) instanceof RivalComparison.OwnerGone && free.add(owner.itemId())) {
        vanished(owner, now);
      }
    }
    for (int i = 0; i < contests.size(); i++) {
      if (!free.contains(contests.get(i).owner().itemId())) {
        concluded(contests.get(i), compared.get(i));
      }
    }
  }

  /**
   * Records that an owner is gone before its name is claimed again. The upload, which would have
   * noticed, never comes to it now; so one that waited for it is told of here.
   */
  private void vanished(ClaimAnswer.TakenBy owner, Instant now) {
    if (owner.folderId() == folder.folderId()) {
      boolean waited =
          ledger.files(owner.folderId(), List.of(owner.owner())).values().stream()
              .anyMatch(NameContests::waits);
      outcomes.gone(owner.owner(), waited);
      outcomes.flush();
    } else {
      ledger.record(owner.folderId(), List.of(new FileChange.Vanished(owner.owner())), now);
    }
  }

  private static boolean waits(FileEntry entry) {
    return entry.state() == EntryState.QUEUED || entry.state() == EntryState.READY;
  }

  private void concluded(Contest contest, RivalComparison compared) {
    NameClaim claim = contest.claim();
    Sighting file = new Sighting(claim.path(), claim.stamp());
    if (compared instanceof RivalComparison.ClaimantUnreadable unreadable) {
      outcomes.failed(file, unreadable.trouble().reason());
    } else if (compared instanceof RivalComparison.Compared both) {
      boolean renamed = claim.renamedFor().isPresent();
      switch (folder.rivals(claim.path()).decide(both.likeness(), renamed)) {
        case CONFLICT -> outcomes.conflict(file, collision(contest), claim.lane());
        case FAIL -> outcomes.failed(file, collision(contest));
        case RENAME -> outcomes.readyRenamed(file, both.content().orElseThrow(), claim.lane());
        case COVERED -> outcomes.covered(file, "already in the dataset: " + same(contest));
        case FAIL_AS_THERE -> outcomes.failed(file, "already in the dataset: " + same(contest));
      }
    } else {
      lookAgain.accept(claim.path());
    }
  }

  private static String same(Contest contest) {
    return "same content as "
        + contest.owner().owner().display()
        + ", which has the name "
        + DisplayText.of(contest.claim().name().path());
  }

  private String collision(Contest contest) {
    NameClaim claim = contest.claim();
    ClaimAnswer.TakenBy owner = contest.owner();
    String reason = folder.collision(claim.name().path(), claim.path(), owner.owner());
    boolean sameFolder = owner.folderId() == folder.folderId();
    return reason + (sameFolder ? "" : " of the folder " + DisplayText.of(owner.root()));
  }
}
