package io.sluice.report;

import java.util.Objects;

/**
 * A line of a log of failures, as far as a retry needs it.
 *
 * @param line its number in the log, from 1
 * @param folder the folder's name
 * @param dataset the dataset's name; may be empty
 * @param path the file below its folder, as the log shows it
 */
public record LoggedFailure(long line, String folder, String dataset, String path) {
  public LoggedFailure {
    Objects.requireNonNull(dataset, "dataset");
    if (folder.isEmpty() || path.isEmpty()) {
      throw new IllegalArgumentException("folder and path must be given: line " + line);
    }
  }
}
