package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.ledger.Ledger;
import io.sluice.source.ScanStarts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a one-shot run is to do, whoever does it: this process, or a daemon that it is handed to.
 */
interface Assignment {
  /** Full syncs. */
  Assignment SYNC = new Assignment() {};

  /**
   * The files of a folder that the run is for; empty for the whole folder. Asked once, before
   * anything is done; may record things first.
   */
  default Optional<RunScope> scope(FolderConfig folder, long folderId, Ledger ledger) {
    return Optional.empty();
  }

  /** Whether every file of a run for whole folders is sent beside what has its name. */
  default boolean sendsBeside() {
    return false;
  }

  /** What of a folder is walked. */
  default ScanStarts starts(FolderConfig folder) {
    return ScanStarts.WHOLE;
  }

  /**
   * Looks, before anything is taken or opened, whether the run can begin.
   *
   * @throws StartException with all that is in the way
   */
  default void requireUsable(List<FolderConfig> folders, Path stateDirectory)
      throws StartException {
    FolderChecks.requireReadable(folders);
    FolderChecks.requireApart(folders, stateDirectory);
  }

  /**
   * Tells a daemon what it has to know before it is asked to scan.
   *
   * @param name the folder's name there
   */
  default void tell(ControlClient daemon, String name, FolderConfig folder)
      throws DaemonGoneException, InterruptedException {}

  /** Whether a daemon is to try again whatever ended badly. */
  default boolean concludeAnew() {
    return true;
  }
}
