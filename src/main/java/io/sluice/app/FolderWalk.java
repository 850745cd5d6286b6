package io.sluice.app;

import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;

/** Goes through a folder once and hands over what calls for something, on the calling thread. */
interface FolderWalk {
  /**
   * Goes through it.
   *
   * @param concludeAnew whether files that ended badly are tried again
   * @throws RootUnavailableException when the folder is not there; then nothing is known of it
   */
  ScanSummary run(boolean concludeAnew) throws RootUnavailableException, InterruptedException;
}
