package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.source.Look;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at files of directories that are to become items, where the disk and the ledger do not
 * agree: files that came after the walk, are not what they were, or are gone. Nobody else looks in
 * a run that walks its folder once. Used on the intake thread alone; the disk is looked at by
 * others.
 */
final class UnitSearch {
  /** Most files that are looked at at once; the others have their turn with the next listing. */
  private static final int MOST_LOOKS = 1_000;

  private final FolderRun run;
  private final FolderScans scans;
  private final SettlingFiles settling;
  private final FolderIntake intake;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Set<RelativePath> looking = new HashSet<>();

  UnitSearch(
      FolderRun run,
      FolderScans scans,
      SettlingFiles settling,
      FolderIntake intake,
      FolderOutcomes outcomes,
      InspectionDesk desk) {
    this.run = run;
    this.scans = scans;
    this.settling = settling;
    this.intake = intake;
    this.outcomes = outcomes;
    this.desk = desk;
  }

  /** Whether a file has been found, and will come to something by itself. */
  boolean isAwaited(RelativePath path) {
    return settling.isAwaited(path);
  }

  /** Whether a walk has ended: until then it may come by a file yet. */
  boolean isWalked() {
    return scans.isEnded();
  }

  /** Whether files are being looked at. */
  boolean isBusy() {
    return !looking.isEmpty();
  }

  /**
   * Has a file looked at, unless that is under way, or it will come to something by itself.
   *
   * @param row what the ledger says of it
   */
  void lookFor(RelativePath path, Optional<FileEntry> row, Lane lane) {
    boolean due = isWalked() && !isAwaited(path) && looking.size() < MOST_LOOKS;
    if (due && looking.add(path)) {
      desk.look(
          path,
          (look, entry, found) -> {
            looking.remove(path);
            if (!isAwaited(path)) {
              looked(path, look, new Answer(entry, found, isUntold(path, row)), lane);
            }
          },
          () -> looking.remove(path));
    }
  }

  private record Answer(Optional<FileEntry> entry, Optional<Found> found, boolean untold) {}

  private void looked(RelativePath path, Look look, Answer answer, Lane lane) {
    if (answer.found().isPresent()) {
      tell(answer.found().get().sighting(), answer.untold());
      intake.found(answer.found().get(), lane, () -> {});
    } else if (look instanceof Look.TooLarge large) {
      tell(large.file(), answer.untold());
      intake.tooLarge(large.file(), large.limitBytes(), answer.entry());
    } else if (look instanceof Look.Unreadable unreadable) {
      tell(new Sighting(path, FolderOutcomes.NO_STAMP), answer.untold());
      intake.unreadable(path, unreadable.reason());
    } else if (!(look instanceof Look.Found)) {
      intake.gone(path, answer.entry());
    }
  }

  /**
   * Whether the run has not told of it: what the walk finds it tells of, and what was left over.
   */
  private boolean isUntold(RelativePath path, Optional<FileEntry> row) {
    EntryState state = row.map(FileEntry::state).orElse(EntryState.VANISHED);
    boolean others = run.scope().filter(files -> !files.contains(path)).isPresent();
    return run.oneShot()
        && (state == EntryState.VANISHED || (others && state == EntryState.SETTLING));
  }

  private void tell(Sighting file, boolean untold) {
    if (untold) {
      run.scope().ifPresent(files -> files.reopen(file.path()));
      outcomes.found(file);
    }
  }
}
