package io.sluice.app;

import io.sluice.config.SluiceConfig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a run keeps its state, and which dataset servers are running already: in the state
 * directory itself, or beside a daemon that has it ({@link RunningDaemon#siteBeside}). Any one-shot
 * command can work at either.
 *
 * @param stateDirectory taken by the run for itself
 * @param elsewhere embedded servers that the run does not start
 */
record WorkSite(Path stateDirectory, Targets.ServedElsewhere elsewhere) {
  WorkSite {
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    Objects.requireNonNull(elsewhere, "elsewhere");
  }

  /** The configured state directory, which nobody else has. */
  static WorkSite own(SluiceConfig config) {
    return new WorkSite(config.stateDirectory(), embedded -> Optional.empty());
  }
}
