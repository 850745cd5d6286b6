package io.sluice.status;

import io.sluice.report.FolderSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder of the daemon at one moment.
 *
 * @param path the directory
 * @param dataset the name of the dataset that it feeds
 * @param now its counts and its state
 * @param lastScan when its last walk ended
 */
public record FolderStatus(
    Path path, String dataset, FolderSnapshot now, Optional<Instant> lastScan) {
  public FolderStatus {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(lastScan, "lastScan");
  }
}
