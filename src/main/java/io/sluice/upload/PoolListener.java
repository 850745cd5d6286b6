package io.sluice.upload;

import io.sluice.file.RelativePath;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;

/**
 * Hears from a pool what the pipeline has to act on. Called on the pool's workers; must not block.
 */
public interface PoolListener {
  /** A folder's dataset was found; the ledger is bound to it. */
  void opened(long folderId, Dataset dataset);

  /** A folder's dataset cannot be had now; the pool asks again by itself. */
  void openFailed(long folderId, TargetException failure);

  /** A file changed or cannot be found before its commit, and was taken back: look at it again. */
  void withdrawn(long folderId, RelativePath path);

  /**
   * A file whose name is taken was taken back, and is ready for another one. A hint: what is ready
   * is found by the ledger sooner or later.
   */
  default void displaced(long folderId) {}
}
