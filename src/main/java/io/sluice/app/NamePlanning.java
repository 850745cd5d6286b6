package io.sluice.app;

import io.sluice.target.Dataset;
import java.util.Optional;

/**
 * Gives the ready files of one folder their names at the target, so that they wait for upload. Used
 * on the intake thread alone.
 */
interface NamePlanning {
  /** The dataset was found, and the ledger is bound to it. */
  void opened(Dataset opened);

  /** The dataset is not there any more; nothing is planned until it is opened again. */
  void closed();

  Optional<Dataset> dataset();

  /** The ledger may have ready files that it had not before. */
  void mayHaveReady();

  /** Whether {@link #planPage} has something to do. */
  boolean isDue();

  /**
   * Plans one page.
   *
   * @return whether items may wait for upload that did not before
   */
  boolean planPage();

  /** Whether files wait for a name. */
  boolean isBusy();
}
