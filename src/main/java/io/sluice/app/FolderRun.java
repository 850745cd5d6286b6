package io.sluice.app;

import io.sluice.ledger.Lane;
import java.util.Objects;
import java.util.Optional;

/**
 * One folder in one run.
 *
 * @param folder the folder, and the rules that its stages work by
 * @param oneShot whether the run ends when all is done, and a user waits for that
 * @param scope the files that the run is for; empty when it walks the whole folder
 */
record FolderRun(FolderContext folder, boolean oneShot, Optional<RunScope> scope) {
  FolderRun {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(scope, "scope");
  }

  /**
   * How urgent is what a scan finds: of a first scan a backlog, of later ones what just arrived.
   */
  Lane laneOfScan(boolean first) {
    // What a run is for goes before a backlog that an earlier one left.
    boolean backlog = scope.isEmpty() && (oneShot || first);
    return backlog ? Lane.BACKLOG : Lane.LIVE;
  }

  /** How urgent is a file that is looked at again because its time has come. */
  Lane laneOfLook() {
    return oneShot && scope.isEmpty() ? Lane.BACKLOG : Lane.LIVE;
  }
}
