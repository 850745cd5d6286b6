package io.sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Where a run keeps its state, and how folders that no configuration has are handled. */
final class AdHocOptions {
  @Option(
      names = "--target",
      paramLabel = "T",
      description = "Target of ad hoc folders (default: the embedded dataset server).")
  private String target;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "Dataset of an ad hoc folder (default: the folder's name).")
  private String dataset;

  @Option(
      names = "--no-organize-by-class",
      description = "Put all files of ad hoc folders at the dataset's root.")
  private boolean flat;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the ledger and embedded datasets are kept.")
  private Path stateDirectory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Parallel transfers to each target, 1 to 64.")
  private Integer workers;

  /** As if nothing but the state directory were given. */
  static AdHocOptions at(Optional<Path> stateDirectory) {
    AdHocOptions options = new AdHocOptions();
    options.stateDirectory = stateDirectory.orElse(null);
    return options;
  }

  /** As if these were given. */
  static AdHocOptions of(
      Optional<String> target, Optional<Path> stateDirectory, OptionalInt workers) {
    AdHocOptions options = at(stateDirectory);
    options.target = target.orElse(null);
    options.workers = workers.isPresent() ? (Integer) workers.getAsInt() : null;
    return options;
  }

  Optional<String> target() {
    return Optional.ofNullable(target);
  }

  Optional<String> dataset() {
    return Optional.ofNullable(dataset);
  }

  boolean flat() {
    return flat;
  }

  Optional<Path> stateDirectory() {
    return Optional.ofNullable(stateDirectory);
  }

  OptionalInt workers() {
    return workers == null ? OptionalInt.empty() : OptionalInt.of(workers);
  }
}
