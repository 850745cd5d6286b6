package io.sluice.status;

import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * What the control server asks of the daemon. Called on the server's threads, by several at once;
 * may block for a few seconds, and throws {@link TimeoutException} when the daemon does not get
 * round to the answer in that time.
 */
public interface ControlledDaemon {
  /** The names of its folders. */
  List<String> folderNames();

  /** What it is doing; may be a fraction of a second old. */
  DaemonStatus status() throws InterruptedException, TimeoutException;

  /** Whether it goes on at all. Does not block. */
  boolean isMakingProgress();

  /**
   * Has folders scanned now.
   *
   * @param folders names that {@link #folderNames} has
   * @param concludeAnew whether files that failed, or are in conflict, are tried again though
   *     nothing about them changed
   * @return the number to ask for its {@link #progress} with
   */
  long rescan(List<String> folders, boolean concludeAnew)
      throws InterruptedException, TimeoutException;

  /**
   * Has files of a folder uploaded again that its dataset has lost: nothing at the target is
   * replaced.
   *
   * @param folder a name that {@link #folderNames} has
   */
  void repair(String folder, List<RelativePath> paths);

  /**
   * Has files of a folder, which ended badly or were skipped by their names, sent under names of
   * their own should theirs be taken when they are tried next. Those that were skipped are queued
   * for it; the others wait for a {@link #rescan} that concludes anew.
   *
   * @param folder a name that {@link #folderNames} has
   */
  void sendBeside(String folder, List<RelativePath> paths);

  /** How far an order is; empty when there was none of that number, or it was long ago. */
  Optional<RequestProgress> progress(long request) throws InterruptedException, TimeoutException;

  /**
   * A page of the files of a folder that are not done, in path order.
   *
   * @param folder a name that {@link #folderNames} has
   * @param after the last path of the page before
   */
  List<FileFailure> failures(String folder, Optional<RelativePath> after);
}
