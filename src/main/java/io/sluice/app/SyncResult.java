package io.sluice.app;

import io.sluice.report.FolderReport;
import java.util.List;
import java.util.Optional;

/**
 * What a one-shot run did.
 *
 * @param folders each folder's report, in the order asked for
 * @param troubles targets that were given up
 * @param lostFolders why the run could not be finished here: folders that went away while they were
 *     walked, or a ledger that could not be written, in words for people
 * @param uploadRequests HTTP requests made, those that find the datasets among them; 0 where no
 *     file needed one. Those of a daemon that some folders were handed to are not counted
 * @param handedTo who did some of it in this one's place, such as {@code process 4711}
 */
public record SyncResult(
    List<FolderReport> folders,
    List<TargetTrouble> troubles,
    List<String> lostFolders,
    long uploadRequests,
    Optional<String> handedTo) {
  public SyncResult {
    folders = List.copyOf(folders);
    troubles = List.copyOf(troubles);
    lostFolders = List.copyOf(lostFolders);
  }
}
