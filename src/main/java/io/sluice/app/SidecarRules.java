package io.sluice.app;

import io.sluice.config.Annotations;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.ItemLayout;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.PartClaim;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a file that is ready, and of a sidecar that is, given what lies beside it. Used
 * on the intake thread alone.
 */
final class SidecarRules {
  /** Of a JSON file that belongs to nothing. */
  static final String NO_SIDECAR = "no sidecar: no file of its name lies beside it";

  private static final String WAITS = "waits for its sidecar";
  private static final String MALFORMED = "malformed: ";

  private final FolderContext folder;
  private final Optional<RunScope> scope;
  private final boolean oneShot;
  private final boolean required;
  private final FolderOutcomes outcomes;
  private final FolderIntake intake;

  SidecarRules(FolderRun run, FolderOutcomes outcomes, FolderIntake intake) {
    this.folder = run.folder();
    this.scope = run.scope();
    this.oneShot = run.oneShot();
    this.required = folder.config().media().annotations() == Annotations.REQUIRED;
    this.outcomes = outcomes;
    this.intake = intake;
  }

  /**
   * What is to be planned of an entry, if its turn has come; else what it waits for is recorded.
   *
   * @param rows what the ledger has of it and of what lies beside it
   */
  Optional<FolderPlanning.Chosen> judge(
      FileEntry entry, SidecarPairs pairs, Map<RelativePath, FileEntry> rows) {
    if (!pairs.isTold(entry.path())) {
      untold(entry);
      return Optional.empty();
    }
    Optional<Sighting> there = pairs.find(entry.path());
    boolean asKnown = there.isPresent() && there.get().stamp().sameContentStamp(entry.stamp());
    if (!asKnown) {
      intake.lookAt(entry.path(), entry.lane());
      return Optional.empty();
    }
    SidecarPairs.Partner partner = pairs.partner(entry.path());
    return folder.isSidecar(entry.path())
        ? sidecar(entry, there.get(), partner, rows)
        : file(entry, there.get(), partner, rows);
  }

  /** A daemon asks again; whoever waits for a command is told. */
  private void untold(FileEntry entry) {
    if (oneShot) {
      Sighting self = new Sighting(entry.path(), entry.stamp());
      outcomes.failed(self, "what lies beside it cannot be seen: its directory cannot be listed");
    }
  }

  private Optional<FolderPlanning.Chosen> file(
      FileEntry entry,
      Sighting self,
      SidecarPairs.Partner partner,
      Map<RelativePath, FileEntry> rows) {
    if (partner instanceof SidecarPairs.Partner.Found found) {
      return beside(entry, self, found, Optional.ofNullable(rows.get(found.file().path())));
    }
    return without(entry, self, waits(entry.path(), partner));
  }

  /** What a file waits for whose sidecar cannot be used, or is not there. */
  static String waits(RelativePath path, SidecarPairs.Partner partner) {
    if (partner instanceof SidecarPairs.Partner.Found found) {
      String name = found.file().path().fileName().display();
      return WAITS + " " + name + ", which is " + fault(partner);
    }
    return partner instanceof SidecarPairs.Partner.Unclear unclear
        ? WAITS + "; " + unclear.words()
        : WAITS + ", " + path.fileName().display() + ".json or the like";
  }

  /** What is wrong with a sidecar that has been found, or could not be told from others. */
  static String fault(SidecarPairs.Partner partner) {
    if (partner instanceof SidecarPairs.Partner.Unclear unclear) {
      return unclear.words();
    }
    return partner instanceof SidecarPairs.Partner.Found found
            && found.content() instanceof Sidecars.Content.Bad bad
        ? MALFORMED + bad.fault()
        : "still being written";
  }

  /** A file whose sidecar cannot be used, or is not there. */
  private Optional<FolderPlanning.Chosen> without(FileEntry entry, Sighting self, String words) {
    return required && intake.hold(self, entry, words)
        ? Optional.empty()
        : Optional.of(FolderPlanning.Chosen.alone(entry));
  }

  private Optional<FolderPlanning.Chosen> beside(
      FileEntry entry, Sighting self, SidecarPairs.Partner.Found found, Optional<FileEntry> row) {
    Sighting sidecar = found.file();
    String name = sidecar.path().fileName().display();
    boolean asKnown = row.isPresent() && row.get().stamp().sameContentStamp(sidecar.stamp());
    if (!asKnown || row.get().state() == EntryState.VANISHED) {
      boolean restless = row.filter(one -> one.state() == EntryState.INCOMPLETE).isPresent();
      intake.lookAt(sidecar.path(), entry.lane());
      return restless
          ? without(entry, self, WAITS + " " + name + ", which goes on changing")
          : Optional.empty();
    }
    boolean settling =
        row.get().state() == EntryState.SETTLING && !row.get().reason().startsWith(MALFORMED);
    if (settling || found.content() instanceof Sidecars.Content.Changing) {
      // It comes to its end by itself, and soon.
      return Optional.empty();
    }
    if (found.content() instanceof Sidecars.Content.Bad) {
      if (row.get().state() == EntryState.SKIPPED && row.get().itemId().isEmpty()) {
        // It belonged to nothing before.
        outcomes.requeued(sidecar.path());
      }
      return without(entry, self, waits(entry.path(), found));
    }
    together(row.get(), sidecar);
    PartClaim part = new PartClaim(sidecar.path(), sidecar.stamp());
    return Optional.of(new FolderPlanning.Chosen(entry, ItemLayout.ANNOTATED, Optional.of(part)));
  }

  /**
   * The sidecar of a file that is to be sent has its turn after it, whatever it came to before; and
   * a run for that file alone is for its sidecar, too.
   */
  private void together(FileEntry row, Sighting sidecar) {
    if (scope.filter(files -> files.reopen(sidecar.path())).isPresent()) {
      outcomes.found(sidecar);
    }
    switch (row.state()) {
      case UPLOADED, SKIPPED -> outcomes.requeued(sidecar.path());
      case CONFLICT, INCOMPLETE, FAILED -> {
        intake.release(sidecar.path());
        outcomes.ready(new Found(sidecar, Optional.of(row), false), row.lane(), "");
      }
      case SETTLING, READY, QUEUED, VANISHED -> {}
    }
  }

  private Optional<FolderPlanning.Chosen> sidecar(
      FileEntry entry,
      Sighting self,
      SidecarPairs.Partner partner,
      Map<RelativePath, FileEntry> rows) {
    if (partner instanceof SidecarPairs.Partner.Found found) {
      return about(entry, self, found, Optional.ofNullable(rows.get(found.file().path())));
    }
    if (partner instanceof SidecarPairs.Partner.Unclear unclear) {
      outcomes.conflict(self, unclear.words(), entry.lane());
    } else {
      outcomes.covered(self, NO_SIDECAR);
    }
    return Optional.empty();
  }

  private Optional<FolderPlanning.Chosen> about(
      FileEntry entry, Sighting self, SidecarPairs.Partner.Found found, Optional<FileEntry> row) {
    if (found.content() instanceof Sidecars.Content.Changing) {
      intake.lookAt(self.path(), entry.lane());
      return Optional.empty();
    }
    Sighting file = found.file();
    if (found.content() instanceof Sidecars.Content.Bad) {
      if (!required || !intake.hold(self, entry, fault(found))) {
        outcomes.failed(self, fault(found));
      }
      return Optional.empty();
    }
    return row.isPresent() ? after(entry, self, file, row.get()) : whileComing(entry, file);
  }

  /** The file was not seen, or has not come to its end. */
  private Optional<FolderPlanning.Chosen> whileComing(FileEntry entry, Sighting file) {
    intake.recheck(file.path(), entry.lane());
    return claim(entry, file);
  }

  private Optional<FolderPlanning.Chosen> after(
      FileEntry entry, Sighting self, Sighting file, FileEntry row) {
    boolean waiting = row.reason().startsWith(WAITS);
    return switch (row.state()) {
      case READY, QUEUED -> claim(entry, file);
      case VANISHED -> whileComing(entry, file);
      case SETTLING -> waiting ? whileComing(entry, file) : claim(entry, file);
      case UPLOADED, SKIPPED -> afterEnd(entry, self, file, row);
      case INCOMPLETE, CONFLICT, FAILED -> {
        if (waiting) {
          yield whileComing(entry, file);
        }
        notWithout(entry, self, row);
        yield Optional.empty();
      }
    };
  }

  private Optional<FolderPlanning.Chosen> afterEnd(
      FileEntry entry, Sighting self, Sighting file, FileEntry row) {
    if (!row.stamp().sameContentStamp(file.stamp())) {
      // It is not what was sent any more, which nobody has seen yet: what is said is of the new
      // one.
      intake.lookAt(file.path(), entry.lane());
      return Optional.empty();
    }
    if (row.itemId().isEmpty()) {
      String reason = file.path().fileName().display() + " has no entry: " + row.reason();
      outcomes.conflict(self, reason, entry.lane());
      return Optional.empty();
    }
    return claim(entry, file);
  }

  private void notWithout(FileEntry entry, Sighting self, FileEntry row) {
    String reason =
        "is not sent without %s, which is %s"
            .formatted(row.path().fileName().display(), row.state().reported().word());
    Found found = new Found(self, Optional.of(entry), false);
    outcomes.incomplete(found, reason, entry.lane(), oneShot);
  }

  private static Optional<FolderPlanning.Chosen> claim(FileEntry entry, Sighting file) {
    PartClaim subject = new PartClaim(file.path(), file.stamp());
    return Optional.of(new FolderPlanning.Chosen(entry, ItemLayout.SIDECAR, Optional.of(subject)));
  }
}
