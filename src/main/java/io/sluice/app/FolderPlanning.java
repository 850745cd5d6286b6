package io.sluice.app;

import io.sluice.config.BacklogOrder;
import io.sluice.file.Sighting;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.PartClaim;
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

  /**
   * A file whose turn it is to get a name.
   *
   * @param layout how it stands to what lies beside it
   * @param beside its sidecar, or the file that it is the sidecar of; empty for a file alone
   */
  record Chosen(FileEntry entry, ItemLayout layout, Optional<PartClaim> beside) {
    static Chosen alone(FileEntry entry) {
      return new Chosen(entry, ItemLayout.PLAIN, Optional.empty());
    }
  }

  @Override
  public boolean planPage() {
    List<FileEntry> ready = ledger.ready(folder.folderId(), PAGE);
    mayHaveReady = ready.size() == PAGE;
    return plan(ready.stream().map(Chosen::alone).toList());
  }

  /** Whether names are being compared: none is planned meanwhile. */
  boolean isComparing() {
    return contests.isOpen();
  }

  /**
   * Gives some files their names.
   *
   * @return whether items may wait for upload that did not before
   */
  boolean plan(List<Chosen> chosen) {
    List<NameClaim> claims = new ArrayList<>();
    chosen.forEach(one -> claim(one).ifPresent(claims::add));
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
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken && !isRefused(claims.get(i), taken)) {
        refused.add(contests.contest(claims.get(i), taken));
      }
    }
    if (!refused.isEmpty()) {
      contests.decide(refused, this::mayHaveReady);
    }
    return answers.stream().anyMatch(ClaimAnswer.Granted.class::isInstance);
  }

  /** A sidecar goes with its file, and is compared with nothing. */
  private boolean isRefused(NameClaim claim, ClaimAnswer.TakenBy taken) {
    if (claim.subject().isEmpty()) {
      return false;
    }
    String reason = folder.collision(claim.name().path(), claim.path(), taken.owner());
    outcomes.conflict(new Sighting(claim.path(), claim.stamp()), reason, claim.lane());
    return true;
  }

  private Optional<NameClaim> claim(Chosen chosen) {
    FileEntry entry = chosen.entry();
    boolean sidecar = chosen.layout() == ItemLayout.SIDECAR;
    try {
      String scope = dataset.orElseThrow().id();
      RemoteName name =
          sidecar
              ? folder.sidecarName(scope, entry.path())
              : folder.remoteName(scope, entry.path(), entry.renamedFor());
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
              compared && !sidecar ? served : Set.of(),
              options(chosen),
              chosen.beside().stream().toList()));
    } catch (InvalidNameException e) {
      outcomes.failed(new Sighting(entry.path(), entry.stamp()), e.getMessage());
      return Optional.empty();
    }
  }

  private ItemOptions options(Chosen chosen) {
    ItemOptions options = folder.itemOptions();
    return chosen.beside().isEmpty() ? options : options.laidOut(chosen.layout());
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
