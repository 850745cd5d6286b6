package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.ledger.Ledger;
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
