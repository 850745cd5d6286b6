package io.sluice.upload;

import io.sluice.target.Dataset;
import java.util.Objects;

/**
 * A folder whose dataset has been found.
 *
 * @param order what is to be done for it
 * @param dataset where it goes
 * @param attaches whether the target adds something to entries that exist
 */
record OpenFolder(FolderOrder order, Dataset dataset, boolean attaches) {
  /** At a target that adds nothing. */
  OpenFolder(FolderOrder order, Dataset dataset) {
    this(order, dataset, false);
  }

  OpenFolder {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(dataset, "dataset");
  }
}
