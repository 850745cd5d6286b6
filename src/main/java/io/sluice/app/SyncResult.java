package io.sluice.app;

import io.sluice.report.FolderReport;
import java.util.List;

/**
 * What a one-shot run did.
 *
 * @param folders each folder's report, in the order asked for
 * @param troubles targets that were given up
 * @param lostFolders folders that went away while they were walked, in words for people
 * @param uploadRequests calls made for files; finding a dataset is none of them
 */
public record SyncResult(
    List<FolderReport> folders,
    List<TargetTrouble> troubles,
    List<String> lostFolders,
    long uploadRequests) {
  public SyncResult {
    folders = List.copyOf(folders);
    troubles = List.copyOf(troubles);
    lostFolders = List.copyOf(lostFolders);
  }
}
