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
 * @param place that directory, where it is one that is taken away again
 * @param elsewhere embedded servers that the run does not start
 */
record WorkSite(Path stateDirectory, Optional<PushPlace> place, Targets.ServedElsewhere elsewhere) {
  WorkSite {
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(elsewhere, "elsewhere");
  }

  /** A directory that stays. */
  WorkSite(Path stateDirectory, Targets.ServedElsewhere elsewhere) {
    this(stateDirectory, Optional.empty(), elsewhere);
  }

  /** The place of a push. */
  static WorkSite at(PushPlace place, Targets.ServedElsewhere elsewhere) {
    return new WorkSite(place.directory(), Optional.of(place), elsewhere);
  }

  /**
   * Takes the directory.
   *
   * @throws StateDirectory.UnusableException as {@link StateDirectory#take}
   */
  StateDirectory take() throws StateDirectory.UnusableException {
    return place.isPresent() ? place.get().take() : StateDirectory.take(stateDirectory);
  }

  /** The configured state directory, which nobody else has. */
  static WorkSite own(SluiceConfig config) {
    return new WorkSite(config.stateDirectory(), embedded -> Optional.empty());
  }
}
