package io.sluice.app;

import io.sluice.file.FileStat;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to do about files that were not whole when a push was over: to wait for one that was just
 * written, or to replace one that nobody has touched for long.
 *
 * @param began when the push began
 * @param items whether the files of a directory are one item, of which none goes without the others
 */
record PushAdvice(Instant began, boolean items) {
  /** The result, with the advice that fits it. */
  SyncResult on(SyncResult result) {
    long incomplete = 0;
    long old = 0;
    for (FolderReport report : result.folders()) {
      long here = report.counts().of(FileState.INCOMPLETE);
      incomplete += here;
      old += here == 0 ? 0 : Math.min(here, old(report));
    }
    if (incomplete == 0) {
      return result;
    }
    List<String> lost = new ArrayList<>(result.lostFolders());
    if (incomplete > old) {
      lost.add(ofWritten(incomplete - old));
    }
    if (old > 0) {
      lost.add(ofOld(old));
    }
    return new SyncResult(
        result.folders(), result.troubles(), lost, result.uploadRequests(), result.handedTo());
  }

  private long old(FolderReport report) {
    Set<RelativePath> written = new HashSet<>();
    if (items) {
      report
          .failures()
          .forEach(
              failure -> {
                if (isIncomplete(failure) && !isOld(report, failure)) {
                  written.add(failure.path().parent());
                }
              });
    }
    long[] old = {0};
    report
        .failures()
        .forEach(
            failure -> {
              boolean waits = written.contains(failure.path().parent());
              old[0] += isIncomplete(failure) && !waits && isOld(report, failure) ? 1 : 0;
            });
    return old[0];
  }

  private static boolean isIncomplete(FileFailure failure) {
    return failure.state() == FileState.INCOMPLETE;
  }

  private boolean isOld(FolderReport report, FileFailure failure) {
    try {
      Instant changed = FileStat.of(failure.path().in(report.folder())).stamp().lastChange();
      return changed.plus(PushFolder.LONGEST_WAIT).isBefore(began);
    } catch (IOException e) {
      // Somebody has it in hands.
      return false;
    }
  }

  private static String ofWritten(long files) {
    return notSent(files)
        + ": still being written or cut, "
        + PushFolder.LONGEST_WAIT.toSeconds()
        + " s after the last change. Push again once whoever writes has finished; a watched folder"
        + " waits by itself";
  }

  private String ofOld(long files) {
    return notSent(files)
        + (items ? ": not whole, or of one item with a file that is not" : ": not whole")
        + " (the report says what was found), and nobody has written for "
        + PushFolder.LONGEST_WAIT.toSeconds()
        + " s or longer. Put a whole copy there, or leave it out with --exclude";
  }

  private static String notSent(long files) {
    return files == 1
        ? "1 file was not sent, and nothing of it registered"
        : files + " files were not sent, and nothing of them registered";
  }
}
