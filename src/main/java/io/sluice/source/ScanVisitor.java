package io.sluice.source;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import java.util.List;

/**
 * Takes what a scan finds. Called on the scanning thread only; blocking here slows the scan down,
 * which is how the receiver keeps its queues bounded. An exception ends the scan and reaches its
 * caller.
 */
public interface ScanVisitor {
  /**
   * Wanted files, at most {@link FolderScan#CHUNK_SIZE}, all of one directory and sorted by path. A
   * directory with more files comes in several chunks, each sorted in itself.
   */
  void files(List<Sighting> chunk) throws InterruptedException;

  /** A file that would be wanted but for its size: to be reported as failed. */
  void tooLarge(Sighting file, long limitBytes) throws InterruptedException;

  /**
   * A file or directory that could not be looked at, or not to the end. Nothing may be concluded
   * from the absence of anything below it.
   *
   * @param reason in words, safe to print
   */
  void unreadable(RelativePath path, String reason) throws InterruptedException;

  /**
   * The directory was listed to its end: every wanted file directly in it was delivered. Its
   * subdirectories follow. Not called for a directory that was reported unreadable.
   */
  default void directory(RelativePath directory) throws InterruptedException {}
}
