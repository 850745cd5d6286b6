package io.sluice.app;

import java.util.Optional;

/**
 * Told once for each file that a run has done with, be it uploaded, skipped or failed.
 *
 * <p>Called on the threads that do the work, one call at a time; must be quick.
 */
@FunctionalInterface
public interface ProgressCallback {
  /**
   * One more file is done with.
   *
   * @param completed files done with so far
   * @param total files found so far; grows while folders are still being walked
   * @param fileName the file's path below its folder, safe to print; empty when the name is no text
   */
  void progress(long completed, long total, Optional<String> fileName);
}
