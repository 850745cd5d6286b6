package io.sluice.cli;

import io.sluice.app.Checkup;
import io.sluice.app.DatasetAdd;
import io.sluice.app.SyncResult;
import io.sluice.app.TargetTrouble;
import io.sluice.app.VerifyResult;
import io.sluice.report.FolderReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What the process ends with. The numbers are part of the command line's contract. */
enum ExitCode {
  /** Done; nothing failed. */
  OK(0),
  /** A fault of Sluice itself. */
  INTERNAL(1),
  /** Usage or configuration. */
  USAGE(2),
  /** Finished, but files failed, are in conflict, incomplete or still pending. */
  UNDONE(4),
  /** The target refused. */
  REFUSED(5),
  /** The target could not be reached, or the running daemon is too busy to answer. */
  UNREACHABLE(75);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The code of a one-shot run; where several apply: refused, unreachable, undone. */
  static ExitCode of(SyncResult result) {
    if (has(result, TargetTrouble.Kind.REFUSED)) {
      return REFUSED;
    }
    if (has(result, TargetTrouble.Kind.UNREACHABLE)) {
      return UNREACHABLE;
    }
    boolean undone =
        result.folders().stream().map(FolderReport::counts).anyMatch(c -> c.undone() > 0);
    boolean whole = result.troubles().isEmpty() && result.lostFolders().isEmpty();
    return undone || !whole ? UNDONE : OK;
  }

  /** The code of ids that were put into a dataset; where several apply: refused, unreachable. */
  static ExitCode of(DatasetAdd.Outcome outcome) {
    Optional<TargetTrouble.Kind> trouble = outcome.trouble().map(TargetTrouble::kind);
    if (trouble.equals(Optional.of(TargetTrouble.Kind.REFUSED))) {
      return REFUSED;
    }
    if (trouble.equals(Optional.of(TargetTrouble.Kind.UNREACHABLE))) {
      return UNREACHABLE;
    }
    return outcome.success() ? OK : UNDONE;
  }

  /** The code of a comparison; where several apply: refused, unreachable, undone. */
  static ExitCode of(VerifyResult result) {
    List<TargetTrouble.Kind> kinds = result.troubles().stream().map(TargetTrouble::kind).toList();
    if (kinds.contains(TargetTrouble.Kind.REFUSED)) {
      return REFUSED;
    }
    if (kinds.contains(TargetTrouble.Kind.UNREACHABLE)) {
      return UNREACHABLE;
    }
    return result.success() ? OK : UNDONE;
  }

  /** The code of a check; where several apply: usage, refused, unreachable. */
  static ExitCode of(List<Checkup> checkups) {
    EnumSet<Checkup.Cause> failed = EnumSet.noneOf(Checkup.Cause.class);
    checkups.stream()
        .filter(checkup -> checkup.status() == Checkup.Status.FAIL)
        .forEach(checkup -> failed.add(checkup.cause()));
    if (failed.contains(Checkup.Cause.SETUP)) {
      return USAGE;
    }
    if (failed.contains(Checkup.Cause.REFUSED)) {
      return REFUSED;
    }
    return failed.isEmpty() ? OK : UNREACHABLE;
  }

  private static boolean has(SyncResult result, TargetTrouble.Kind kind) {
    return result.troubles().stream().anyMatch(trouble -> trouble.kind() == kind);
  }
}
