package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.ledger.LedgerView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the ledger that has a folder's rows, and opens it for reading. */
final class LedgerViews {
  private LedgerViews() {}

  /**
   * The ledger of a folder: the state directory's, or that of a place beside the daemon that does
   * not serve it. Empty when there is none yet.
   *
   * @throws io.sluice.ledger.LedgerException when it cannot be read
   */
  static Optional<LedgerView> of(
      SluiceConfig config, FolderConfig folder, Optional<RunningDaemon> daemon) {
    TargetConfig target = config.target(folder.target()).orElseThrow();
    boolean beside = daemon.isPresent() && daemon.get().served(folder, target).isEmpty();
    Path state =
        beside ? daemon.get().siteBeside(folder, target).stateDirectory() : config.stateDirectory();
    return in(state);
  }

  /** The ledger of a state directory; empty when there is none yet. */
  static Optional<LedgerView> in(Path stateDirectory) {
    Path file = StateDirectory.ledgerFile(stateDirectory);
    return Files.exists(file) ? Optional.of(LedgerView.open(file)) : Optional.empty();
  }
}
