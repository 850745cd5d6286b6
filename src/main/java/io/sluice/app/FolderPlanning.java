package io.sluice.app;

import io.sluice.config.BacklogOrder;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.target.Dataset;
import io.sluice.target.InvalidNameException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives the ready files of one folder their names at the target, a page at a time, so that they
 * wait for upload. Runs on the intake thread alone.
 */
final class FolderPlanning {
  private static final int PAGE = 500;

  /** Most files of a page that are read to be compared. */
  private static final int MOST_READ = 50;

  private final FolderContext folder;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Set<Long> served;
  private final Consumer<RelativePath> lookAgain;
  private Optional<Dataset> dataset = Optional.empty();
  private boolean mayHaveReady = true;
  private boolean askingForOwners;

  /**
   * @param served the folders that this process works on, by their rows in the ledger
   * @param lookAgain is given files that are not what they were planned as
   */
  FolderPlanning(
      FolderContext folder,
      Ledger ledger,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Set<Long> served,
      Consumer<RelativePath> lookAgain) {
    this.served = served;
    this.lookAgain = lookAgain;
    this.folder = folder;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.desk = desk;
  }

  /** The dataset was found, and the ledger is bound to it. */
  void opened(Dataset opened) {
    dataset = Optional.of(opened);
    mayHaveReady = true;
  }

  /** The dataset is not there any more; nothing is planned until it is opened again. */
  void closed() {
    dataset = Optional.empty();
  }

  Optional<Dataset> dataset() {
    return dataset;
  }

  /** The ledger may have ready files that it had not before. */
  void mayHaveReady() {
    mayHaveReady = true;
  }

  /** Whether {@link #planPage} has something to do. */
  boolean isDue() {
    return dataset.isPresent() && mayHaveReady && !askingForOwners;
  }

  /**
   * Plans one page.
   *
   * @return whether items may wait for upload that did not before
   */
  boolean planPage(Instant now) {
    List<FileEntry> ready = ledger.ready(folder.folderId(), PAGE);
    mayHaveReady = ready.size() == PAGE;
    List<NameClaim> claims = new ArrayList<>();
    ready.forEach(entry -> claim(entry, now).ifPresent(claims::add));
    if (claims.isEmpty()) {
      return false;
    }
    List<ClaimAnswer> answers = ledger.plan(folder.folderId(), claims, now);
    if (answers.stream().anyMatch(ClaimAnswer.Outdated.class::isInstance)) {
      // The dataset was opened anew meanwhile, and the news of it is on its way.
      closed();
      return false;
    }
    List<Contest> contests = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken) {
        contests.add(contest(claims.get(i), taken));
      }
    }
    if (!contests.isEmpty()) {
      compare(contests);
    }
    return answers.stream().anyMatch(ClaimAnswer.Granted.class::isInstance);
  }

  private Optional<NameClaim> claim(FileEntry entry, Instant now) {
    try {
      String scope = dataset.orElseThrow().id();
      RemoteName name = folder.remoteName(scope, entry.path(), entry.renamedFor());
      long rank = entry.lane() == Lane.LIVE ? 0 : backlogRank(entry);
      boolean compared = folder.rivals().compares(entry.renamedFor().isPresent());
      return Optional.of(
          new NameClaim(
              entry.path(),
              entry.stamp(),
              name,
              entry.lane(),
              rank,
              entry.renamedFor(),
              compared ? served : Set.of()));
    } catch (InvalidNameException e) {
      outcomes.failed(new Sighting(entry.path(), entry.stamp()), e.getMessage(), now);
      return Optional.empty();
    }
  }

  private long backlogRank(FileEntry entry) {
    long seconds = entry.stamp().modifiedAt().getEpochSecond();
    return folder.config().order() == BacklogOrder.NEWEST ? -seconds : seconds;
  }

  /** What the owner has is worth a comparison only once it is known to be in the dataset. */
  private Contest contest(NameClaim claim, ClaimAnswer.TakenBy owner) {
    boolean byContent =
        folder.rivals().compares(claim.renamedFor().isPresent()) && owner.state().isFinal();
    return new Contest(claim, owner, byContent);
  }

  /**
   * An owner that is gone has no claim: only a file that is there can be in the way. Those that are
   * to be read for it are compared a few at a time; the others are still ready, and come again.
   */
  private void compare(List<Contest> contests) {
    List<Contest> now = new ArrayList<>();
    int read = 0;
    for (Contest contest : contests) {
      read += contest.byContent() ? 1 : 0;
      if (!contest.byContent() || read <= MOST_READ) {
        now.add(contest);
      }
    }
    askingForOwners = true;
    desk.compare(now, compared -> answered(now, compared));
  }

  private void answered(List<Contest> contests, List<RivalComparison> compared) {
    Instant now = desk.now();
    Set<Long> free = new HashSet<>();
    for (int i = 0; i < contests.size(); i++) {
      ClaimAnswer.TakenBy owner = contests.get(i).owner();
      if (compared.get(i) instanceof RivalComparison.OwnerGone && free.add(owner.itemId())) {
        ledger.record(owner.folderId(), List.of(new FileChange.Vanished(owner.owner())), now);
      }
    }
    for (int i = 0; i < contests.size(); i++) {
      if (!free.contains(contests.get(i).owner().itemId())) {
        concluded(contests.get(i), compared.get(i), now);
      }
    }
    askingForOwners = false;
    mayHaveReady = true;
  }

  private void concluded(Contest contest, RivalComparison compared, Instant now) {
    NameClaim claim = contest.claim();
    Sighting file = new Sighting(claim.path(), claim.stamp());
    if (compared instanceof RivalComparison.ClaimantUnreadable unreadable) {
      outcomes.failed(file, unreadable.reason(), now);
    } else if (compared instanceof RivalComparison.Compared both) {
      boolean renamed = claim.renamedFor().isPresent();
      switch (folder.rivals().decide(both.likeness(), renamed)) {
        case CONFLICT -> outcomes.conflict(file, collision(contest), claim.lane(), now);
        case FAIL -> outcomes.failed(file, collision(contest), now);
        case RENAME -> outcomes.readyRenamed(file, both.content().orElseThrow(), claim.lane());
        case COVERED -> outcomes.covered(file, "already in the dataset: " + same(contest), now);
        case FAIL_AS_THERE ->
            outcomes.failed(file, "already in the dataset: " + same(contest), now);
      }
    } else {
      lookAgain.accept(claim.path());
    }
  }

  private static String same(Contest contest) {
    return "same content as "
        + contest.owner().owner().display()
        + ", which has the name "
        + contest.claim().name().path();
  }

  private String collision(Contest contest) {
    NameClaim claim = contest.claim();
    ClaimAnswer.TakenBy owner = contest.owner();
    String reason = folder.names().collision(claim.name().path(), claim.path(), owner.owner());
    boolean sameFolder = owner.folderId() == folder.folderId();
    return reason + (sameFolder ? "" : " of the folder " + owner.root());
  }

  /** Whether files wait for a name. */
  boolean isBusy() {
    return askingForOwners || isDue();
  }
}
