package io.sluice.app;

import io.sluice.config.BacklogOrder;
import io.sluice.file.Sighting;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.target.Dataset;
import io.sluice.target.InvalidNameException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the ready files of one folder their names at the target, a page at a time, so that they
 * wait for upload. Runs on the intake thread alone.
 */
final class FolderPlanning implements NamePlanning {
  private static final int PAGE = 500;

  private final FolderContext folder;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final NameContests contests;
  private final Set<Long> served;
  private final Clock clock;
  private Optional<Dataset> dataset = Optional.empty();
  private boolean mayHaveReady = true;

  /**
   * @param served the folders that this process works on, by their rows in the ledger
   */
  FolderPlanning(
      FolderContext folder,
      Ledger ledger,
      FolderOutcomes outcomes,
      NameContests contests,
      Set<Long> served,
      Clock clock) {
    this.folder = folder;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.contests = contests;
    this.served = served;
    this.clock = clock;
  }

  @Override
  public void opened(Dataset opened) {
    dataset = Optional.of(opened);
    mayHaveReady = true;
  }

  @Override
  public void closed() {
    dataset = Optional.empty();
  }

  @Override
  public Optional<Dataset> dataset() {
    return dataset;
  }

  @Override
  public void mayHaveReady() {
    mayHaveReady = true;
  }

  @Override
  public boolean isDue() {
    return dataset.isPresent() && mayHaveReady && !contests.isOpen();
  }

  @Override
  public boolean planPage() {
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
    List<Contest> refused = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken) {
        refused.add(contests.contest(claims.get(i), taken));
      }
    }
    if (!refused.isEmpty()) {
      contests.decide(refused, this::mayHaveReady);
    }
    return answers.stream().anyMatch(ClaimAnswer.Granted.class::isInstance);
  }

  private Optional<NameClaim> claim(FileEntry entry) {
    try {
      String scope = dataset.orElseThrow().id();
      RemoteName name = folder.remoteName(scope, entry.path(), entry.renamedFor());
      long rank = entry.lane() == Lane.LIVE ? 0 : backlogRank(entry);
      boolean compared = folder.rivals(entry.path()).compares(entry.renamedFor().isPresent());
      return Optional.of(
          new NameClaim(
              entry.path(),
              entry.stamp(),
              name,
              entry.lane(),
              rank,
              entry.renamedFor(),
              compared ? served : Set.of(),
              folder.itemOptions(),
              List.of()));
    } catch (InvalidNameException e) {
      outcomes.failed(new Sighting(entry.path(), entry.stamp()), e.getMessage());
      return Optional.empty();
    }
  }

  private long backlogRank(FileEntry entry) {
    long seconds = entry.stamp().modifiedAt().getEpochSecond();
    return folder.config().order() == BacklogOrder.NEWEST ? -seconds : seconds;
  }

  @Override
  public boolean isBusy() {
    return contests.isOpen() || isDue();
  }
}
