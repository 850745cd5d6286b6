package io.sluice.app;

import io.sluice.config.BacklogOrder;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.target.Dataset;
import io.sluice.target.InvalidNameException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the ready files of one folder their names at the target, a page at a time, so that they
 * wait for upload. Runs on the intake thread alone.
 */
final class FolderPlanning {
  private static final int PAGE = 500;

  private final FolderContext folder;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Clock clock;
  private Optional<Dataset> dataset = Optional.empty();
  private boolean mayHaveReady = true;
  private boolean askingForOwners;

  FolderPlanning(
      FolderContext folder,
      Ledger ledger,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Clock clock) {
    this.folder = folder;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.desk = desk;
    this.clock = clock;
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
  boolean planPage() {
    List<FileEntry> ready = ledger.ready(folder.folderId(), PAGE);
    mayHaveReady = ready.size() == PAGE;
    List<NameClaim> claims = new ArrayList<>();
    ready.forEach(entry -> claim(entry).ifPresent(claims::add));
    if (claims.isEmpty()) {
      return false;
    }
    List<ClaimAnswer> answers = ledger.plan(folder.folderId(), claims, clock.instant());
    if (answers.stream().anyMatch(ClaimAnswer.Outdated.class::isInstance)) {
      // The dataset was opened anew meanwhile, and the news of it is on its way.
      closed();
      return false;
    }
    List<NameClaim> losers = new ArrayList<>();
    List<ClaimAnswer.TakenBy> owners = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken) {
        losers.add(claims.get(i));
        owners.add(taken);
      }
    }
    if (!owners.isEmpty()) {
      askForOwners(losers, owners);
    }
    return losers.size() < claims.size();
  }

  private Optional<NameClaim> claim(FileEntry entry) {
    try {
      String scope = dataset.orElseThrow().id();
      RemoteName name = folder.link().target().name(folder.names().draft(scope, entry.path()));
      long rank = entry.lane() == Lane.LIVE ? 0 : backlogRank(entry);
      return Optional.of(new NameClaim(entry.path(), entry.stamp(), name, entry.lane(), rank));
    } catch (InvalidNameException e) {
      outcomes.failed(new Sighting(entry.path(), entry.stamp()), e.getMessage());
      return Optional.empty();
    }
  }

  private long backlogRank(FileEntry entry) {
    long seconds = entry.stamp().modifiedAt().getEpochSecond();
    return folder.config().order() == BacklogOrder.NEWEST ? -seconds : seconds;
  }

  /** An owner that is gone has no claim: only a file that is there can be in the way. */
  private void askForOwners(List<NameClaim> losers, List<ClaimAnswer.TakenBy> owners) {
    askingForOwners = true;
    desk.goneOwners(owners, gone -> answered(losers, owners, gone));
  }

  private void answered(
      List<NameClaim> losers, List<ClaimAnswer.TakenBy> owners, List<ClaimAnswer.TakenBy> gone) {
    Instant now = clock.instant();
    Set<Long> free = gone.stream().map(ClaimAnswer.TakenBy::itemId).collect(Collectors.toSet());
    gone.forEach(owner -> vanished(owner, now));
    for (int i = 0; i < losers.size(); i++) {
      ClaimAnswer.TakenBy owner = owners.get(i);
      if (!free.contains(owner.itemId())) {
        conflict(losers.get(i), owner);
      }
    }
    askingForOwners = false;
    mayHaveReady = true;
  }

  /**
   * Records that an owner is gone before its name is claimed again. The upload, which would have
   * noticed, never comes to it now; so one that waited for it is told of here.
   */
  private void vanished(ClaimAnswer.TakenBy owner, Instant now) {
    if (owner.folderId() == folder.folderId()) {
      boolean waited =
          ledger.files(owner.folderId(), List.of(owner.owner())).values().stream()
              .anyMatch(FolderPlanning::waits);
      outcomes.gone(owner.owner(), waited);
      outcomes.flush();
    } else {
      ledger.record(owner.folderId(), List.of(new FileChange.Vanished(owner.owner())), now);
    }
  }

  private static boolean waits(FileEntry entry) {
    return entry.state() == EntryState.QUEUED || entry.state() == EntryState.READY;
  }

  private void conflict(NameClaim claim, ClaimAnswer.TakenBy owner) {
    RelativePath path = claim.path();
    String reason = folder.names().collision(claim.name().path(), path, owner.owner());
    boolean sameFolder = owner.folderId() == folder.folderId();
    String where = sameFolder ? "" : " of the folder " + owner.root();
    outcomes.conflict(new Sighting(path, claim.stamp()), reason + where, claim.lane());
  }

  /** Whether files wait for a name. */
  boolean isBusy() {
    return askingForOwners || isDue();
  }
}
