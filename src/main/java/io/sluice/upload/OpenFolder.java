package io.sluice.upload;

import io.sluice.target.Dataset;
import java.util.Objects;

/**
 * A folder whose dataset has been found.
 *
 * @param order what is to be done for it
 * @param dataset where it goes
 */
record OpenFolder(FolderOrder order, Dataset dataset) {
  OpenFolder {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(dataset, "dataset");
  }
}
