package io.sluice.app;

import io.sluice.file.FileState;
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
import io.sluice.plan.Decision;
import io.sluice.plan.Planner;
import io.sluice.report.FileFailure;
import io.sluice.settle.StructureVerdict;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;
import io.sluice.source.ScanVisitor;
import io.sluice.target.InvalidNameException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through one folder as a sync would, on the calling thread, and sends nothing. */
final class FolderRehearsal implements ScanVisitor {
  /** Stands for the id of a dataset that was never opened. */
  private static final String NEW_DATASET = "not-opened-yet";

  private final FolderContext folder;
  private final Ledger ledger;
  private final Inspector inspector;
  private final Clock clock;
  private final String scope;
  private final List<FileFailure> problems = new ArrayList<>();
  private long upload;
  private long uploadBytes;
  private long known;
  private long collisions;
  private long undone;

  /**
   * A rehearsal against a ledger that will be thrown away.
   *
   * @param ledger a copy, which is written to
   */
  FolderRehearsal(FolderContext folder, Ledger ledger, Clock clock) {
    this.folder = folder;
    this.ledger = ledger;
    this.inspector = new Inspector(folder, ledger);
    this.clock = clock;
    this.scope = ledger.scope(folder.folderId()).orElse(NEW_DATASET);
    ledger.bindScope(folder.folderId(), scope);
  }

  DryRunReport run() throws RootUnavailableException, InterruptedException {
    ScanSummary summary = folder.scan().run(this);
    return new DryRunReport(
        folder.root(),
        folder.name(),
        folder.link().name(),
        folder.config().dataset(),
        upload,
        uploadBytes,
        known,
        problems,
        collisions,
        undone,
        summary.ignoredTotal());
  }

  @Override
  public void files(List<Sighting> chunk) {
    List<RelativePath> paths = chunk.stream().map(Sighting::path).toList();
    Map<RelativePath, FileEntry> entries = ledger.files(folder.folderId(), paths);
    List<Sighting> whole = new ArrayList<>();
    for (Sighting sighting : chunk) {
      if (isWanted(sighting, Optional.ofNullable(entries.get(sighting.path())))) {
        whole.add(sighting);
      }
    }
    claim(whole);
  }

  private boolean isWanted(Sighting sighting, Optional<FileEntry> entry) {
    Decision decision = folder.planner().decide(sighting, entry);
    if (decision == Decision.UNCHANGED) {
      known++;
      return false;
    }
    boolean uploaded = Planner.uploadedContent(entry).isPresent();
    Inspection inspection = inspector.inspect(sighting, uploaded);
    if (inspection instanceof Inspection.Unreadable unreadable) {
      problem(sighting.path(), FileState.FAILED, unreadable.trouble().reason());
      return false;
    }
    if (!(inspection instanceof Inspection.Read read)) {
      problem(sighting.path(), FileState.PENDING, "it is changing right now");
      return false;
    }
    if (read.verdict().kind() == StructureVerdict.Kind.INCOMPLETE) {
      problem(sighting.path(), FileState.INCOMPLETE, read.verdict().reason());
      return false;
    }
    return !uploaded || comparedWithUpload(sighting, entry, read);
  }

  private boolean comparedWithUpload(
      Sighting sighting, Optional<FileEntry> entry, Inspection.Read read) {
    if (Planner.uploadedContent(entry).equals(read.digest())) {
      known++;
    } else {
      problem(sighting.path(), FileState.CONFLICT, "changed after its upload");
    }
    return false;
  }

  private void claim(List<Sighting> whole) {
    List<NameClaim> claims = new ArrayList<>();
    List<FileChange> ready = new ArrayList<>();
    for (Sighting sighting : whole) {
      try {
        RemoteName name = folder.link().target().name(folder.names().draft(scope, sighting.path()));
        claims.add(new NameClaim(sighting.path(), sighting.stamp(), name, Lane.BACKLOG));
        ready.add(
            new FileChange.Observed(
                sighting.path(),
                sighting.stamp(),
                EntryState.READY,
                "",
                Lane.BACKLOG,
                Optional.empty()));
      } catch (InvalidNameException e) {
        problem(sighting.path(), FileState.FAILED, e.getMessage());
      }
    }
    ledger.record(folder.folderId(), ready, clock.instant());
    answer(claims, ledger.plan(folder.folderId(), claims, clock.instant()));
  }

  private void answer(List<NameClaim> claims, List<ClaimAnswer> answers) {
    for (int i = 0; i < claims.size(); i++) {
      NameClaim claim = claims.get(i);
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken
          && Inspector.goneOwners(List.of(taken)).isEmpty()) {
        collisions++;
        String reason = folder.names().collision(claim.name().path(), claim.path(), taken.owner());
        problem(claim.path(), FileState.CONFLICT, reason);
      } else {
        upload++;
        uploadBytes += claim.stamp().sizeBytes();
      }
    }
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes) {
    problem(
        file.path(),
        FileState.FAILED,
        "has " + file.stamp().sizeBytes() + " bytes, more than the limit of " + limitBytes);
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    problem(path, FileState.FAILED, reason);
  }

  private void problem(RelativePath path, FileState state, String reason) {
    undone++;
    if (problems.size() < DryRunReport.MOST_PROBLEMS) {
      problems.add(new FileFailure(path, state, reason));
    }
  }
}
