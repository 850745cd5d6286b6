package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
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
import io.sluice.plan.RivalRules;
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
import java.util.Set;

/** Goes through one folder as a sync would, on the calling thread, and sends nothing. */
final class FolderRehearsal implements ScanVisitor {
  /** Stands for the id of a dataset that was never opened. */
  private static final String NEW_DATASET = "not-opened-yet";

  private final FolderContext folder;
  private final Ledger ledger;
  private final Inspector inspector;
  private final Clock clock;
  private final String scope;
  private final UnitRehearsal units;
  private final DryRunFindings findings = new DryRunFindings();

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
    this.units = new UnitRehearsal(folder, scope, findings);
    ledger.bindScope(folder.folderId(), scope, clock.instant());
  }

  DryRunReport run() throws RootUnavailableException, InterruptedException {
    ScanSummary summary = folder.scan().run(this);
    units.end();
    return findings.report(folder, summary.ignoredTotal());
  }

  @Override
  public void files(List<Sighting> chunk) throws InterruptedException {
    List<RelativePath> paths = chunk.stream().map(Sighting::path).toList();
    Map<RelativePath, FileEntry> entries = ledger.files(folder.folderId(), paths);
    List<Wanted> wanted = new ArrayList<>();
    for (Sighting sighting : chunk) {
      wanted(sighting, Optional.ofNullable(entries.get(sighting.path()))).ifPresent(wanted::add);
    }
    if (folder.hasSidecars()) {
      answer(claim(new SidecarRehearsal(folder, findings).going(wanted)));
    } else if (isMerged()) {
      wanted.forEach(file -> units.going(file.sighting()));
    } else {
      answer(claim(wanted));
    }
  }

  /**
   * A file that would be sent.
   *
   * @param renamedFor its SHA-256, where its name would have the suffix of it
   */
  record Wanted(Sighting sighting, Optional<ContentDigest> renamedFor) {}

  private Optional<Wanted> wanted(Sighting sighting, Optional<FileEntry> entry) {
    Decision decision = folder.planner().decide(sighting, entry);
    if (decision == Decision.UNCHANGED) {
      known(sighting.path());
      return Optional.empty();
    }
    boolean uploaded = Planner.uploadedContent(entry).isPresent();
    Inspection inspection = inspector.inspect(sighting, uploaded);
    if (inspection instanceof Inspection.Unreadable unreadable) {
      unfit(sighting.path(), FileState.FAILED, unreadable.trouble().reason());
    } else if (!(inspection instanceof Inspection.Read read)) {
      unfit(sighting.path(), FileState.PENDING, "it is changing right now");
    } else if (read.verdict().kind() == StructureVerdict.Kind.INCOMPLETE) {
      unfit(sighting.path(), FileState.INCOMPLETE, read.verdict().reason());
    } else if (uploaded && read.digest().isPresent()) {
      return comparedWithUploads(sighting, read.digest().get());
    } else {
      return Optional.of(new Wanted(sighting, Optional.empty()));
    }
    return Optional.empty();
  }

  private Optional<Wanted> comparedWithUploads(Sighting sighting, ContentDigest content) {
    if (ledger.uploadedContents(folder.folderId(), sighting.path()).contains(content)) {
      known(sighting.path());
    } else if (folder.renamesChanges()) {
      return Optional.of(new Wanted(sighting, Optional.of(content)));
    } else {
      unfit(sighting.path(), FileState.CONFLICT, "changed after its upload");
    }
    return Optional.empty();
  }

  private List<NameClaim> claim(List<Wanted> wanted) {
    List<NameClaim> claims = new ArrayList<>();
    List<FileChange> ready = new ArrayList<>();
    for (Wanted file : wanted) {
      Sighting sighting = file.sighting();
      try {
        claims.add(claim(sighting.path(), sighting.stamp(), file.renamedFor()));
        ready.add(
            new FileChange.Observed(
                sighting.path(),
                sighting.stamp(),
                EntryState.READY,
                "",
                Lane.BACKLOG,
                Optional.empty()));
      } catch (InvalidNameException e) {
        findings.problem(sighting.path(), FileState.FAILED, e.getMessage());
      }
    }
    ledger.record(folder.folderId(), ready, clock.instant());
    return claims;
  }

  private NameClaim claim(RelativePath path, FileStamp stamp, Optional<ContentDigest> renamedFor)
      throws InvalidNameException {
    RemoteName name = folder.remoteName(scope, path, renamedFor);
    return new NameClaim(
        path, stamp, name, Lane.BACKLOG, 0, renamedFor, Set.of(), folder.itemOptions(), List.of());
  }

  private void answer(List<NameClaim> claims) {
    List<ClaimAnswer> answers = ledger.plan(folder.folderId(), claims, clock.instant());
    for (int i = 0; i < claims.size(); i++) {
      NameClaim claim = claims.get(i);
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken) {
        taken(claim, taken);
      } else {
        findings.upload(claim);
      }
    }
  }

  private boolean isMerged() {
    return folder.config().media().merge().isPresent();
  }

  private void known(RelativePath path) {
    findings.known();
    if (isMerged()) {
      units.there(path);
    }
  }

  private void taken(NameClaim claim, ClaimAnswer.TakenBy taken) {
    boolean renamedAlready = claim.renamedFor().isPresent();
    boolean byContent = folder.rivals(claim.path()).compares(renamedAlready);
    RivalComparison compared =
        RivalComparison.of(folder.root(), claim, taken, byContent, id -> true);
    if (compared instanceof RivalComparison.OwnerGone) {
      findings.upload(claim);
    } else if (compared instanceof RivalComparison.Compared both) {
      judged(claim, taken, both);
    } else {
      findings.problem(
          claim.path(), FileState.PENDING, "it is changing right now, or cannot be read");
    }
  }

  private void judged(
      NameClaim claim, ClaimAnswer.TakenBy taken, RivalComparison.Compared compared) {
    String reason = folder.collision(claim.name().path(), claim.path(), taken.owner());
    RivalRules rules = folder.rivals(claim.path());
    switch (rules.decide(compared.likeness(), claim.renamedFor().isPresent())) {
      case COVERED -> findings.known();
      case RENAME -> rename(claim, compared.content().orElseThrow());
      case FAIL_AS_THERE ->
          findings.problem(
              claim.path(), FileState.FAILED, "same content as " + taken.owner().display());
      case CONFLICT -> findings.collision(claim.path(), FileState.CONFLICT, reason);
      case FAIL -> findings.collision(claim.path(), FileState.FAILED, reason);
    }
  }

  private void rename(NameClaim claim, ContentDigest content) {
    try {
      answer(List.of(claim(claim.path(), claim.stamp(), Optional.of(content))));
    } catch (InvalidNameException e) {
      findings.problem(claim.path(), FileState.FAILED, e.getMessage());
    }
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes) {
    unfit(
        file.path(),
        FileState.FAILED,
        "has " + file.stamp().sizeBytes() + " bytes, more than the limit of " + limitBytes);
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    unfit(path, FileState.FAILED, reason);
  }

  /** A file by itself, which holds up the item that it belongs to. */
  private void unfit(RelativePath path, FileState state, String reason) {
    findings.problem(path, state, reason);
    if (isMerged()) {
      units.undone(path);
    }
  }
}
