package io.sluice.report;

import io.sluice.file.FileState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What one run did with one folder.
 *
 * @param folder the folder
 * @param name its name
 * @param target the target's name
 * @param dataset the dataset's name
 * @param counts what became of its files
 * @param failures the files that are not done; readable until the run is closed
 * @param elapsed how long the run took
 */
public record FolderReport(
    Path folder,
    String name,
    String target,
    String dataset,
    RunCounts counts,
    Failures failures,
    Duration elapsed) {
  public FolderReport {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(failures, "failures");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Whether nothing is undone and at least one file was uploaded. */
  public boolean success() {
    return counts.undone() == 0 && counts.of(FileState.UPLOADED) > 0;
  }
}
