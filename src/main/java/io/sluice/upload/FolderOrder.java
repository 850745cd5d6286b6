package io.sluice.upload;

/**
 * What a pool is to do for one folder.
 *
 * @param folderId the folder's row in the ledger
 * @param name the folder's name, for reports
 * @param dataset the dataset's name
 * @param createIfMissing whether the dataset is created when it is not there
 * @param skipExisting whether a name that is there already is a skip; else it is a failure
 * @param compareContent whether an existing image is downloaded and compared where the platform
 *     offers no hash of it
 */
public record FolderOrder(
    long folderId,
    String name,
    String dataset,
    boolean createIfMissing,
    boolean skipExisting,
    boolean compareContent) {
  public FolderOrder {
    if (name.isEmpty() || dataset.isEmpty()) {
      throw new IllegalArgumentException("folder and dataset must be named: " + folderId);
    }
  }
}
