package io.sluice.datasetserver;

import java.util.Optional;

/**
 * Which images of a dataset to list, newest first.
 *
 * @param directoryPath exactly this directory, not those below it
 * @param filename exactly this name
 */
record ImageQuery(
    String datasetId,
    Optional<String> directoryPath,
    Optional<String> filename,
    boolean includeArchived,
    int limit,
    long offset) {

  /** The first images of a dataset or of one directory, as pages show them. */
  static ImageQuery visible(String datasetId, Optional<String> directory, int limit, long offset) {
    return new ImageQuery(datasetId, directory, Optional.empty(), false, limit, offset);
  }

  String where() {
    return "dataset_id = ?"
        + (directoryPath.isPresent() ? " AND directory_path = ?" : "")
        + (filename.isPresent() ? " AND filename = ?" : "")
        + (includeArchived ? "" : " AND is_archived = 0");
  }
}
