package io.sluice.status;

import java.util.Objects;
import java.util.Optional;

/**
 * How far an order is with one of its folders.
 *
 * @param folder the folder as it is
 * @param scanned whether the scan that answers the order has come to its end
 * @param done whether, besides, nothing that this scan found is pending any more
 * @param lost why the folder could not be scanned
 * @param datasetFailure why its dataset cannot be had
 * @param settling of the pending files, those that are not known to be whole
 * @param since what was done since the order
 */
public record FolderProgress(
    FolderStatus folder,
    boolean scanned,
    boolean done,
    Optional<String> lost,
    Optional<String> datasetFailure,
    long settling,
    Done since) {
  public FolderProgress {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(lost, "lost");
    Objects.requireNonNull(datasetFailure, "datasetFailure");
    Objects.requireNonNull(since, "since");
  }

  /**
   * What was done with files since an order.
   *
   * @param uploaded files that were uploaded
   * @param bytesUploaded their bytes
   * @param vanished files that were gone before their upload
   */
  public record Done(long uploaded, long bytesUploaded, long vanished) {}
}
