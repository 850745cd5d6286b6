package io.sluice.upload;

import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import java.util.Objects;
import java.util.function.Predicate;

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
 * @param onConflict what becomes of a file whose name is there with other content
 * @param renamesChanges whether a file that changed after its upload is uploaded again under
 *     another name
 * @param labels whether the name of a file's directory is its label
 * @param sentBeside tells the files that are uploaded under another name where theirs is there,
 *     other content or not known to be the same, or can be none; asked by several threads
 */
public record FolderOrder(
    long folderId,
    String name,
    String dataset,
    boolean createIfMissing,
    boolean skipExisting,
    boolean compareContent,
    ConflictPolicy onConflict,
    boolean renamesChanges,
    boolean labels,
    Predicate<RelativePath> sentBeside) {
  public FolderOrder {
    if (name.isEmpty() || dataset.isEmpty()) {
      throw new IllegalArgumentException("folder and dataset must be named: " + folderId);
    }
    Objects.requireNonNull(onConflict, "onConflict");
    Objects.requireNonNull(sentBeside, "sentBeside");
  }

  /** An order without labels. */
  public FolderOrder(
      long folderId,
      String name,
      String dataset,
      boolean createIfMissing,
      boolean skipExisting,
      boolean compareContent,
      ConflictPolicy onConflict,
      boolean renamesChanges) {
    this(
        folderId,
        name,
        dataset,
        createIfMissing,
        skipExisting,
        compareContent,
        onConflict,
        renamesChanges,
        false,
        path -> false);
  }

  /** Whether files of this folder may be in the dataset under names with a suffix. */
  boolean renames() {
    return onConflict == ConflictPolicy.RENAME || renamesChanges;
  }
}
