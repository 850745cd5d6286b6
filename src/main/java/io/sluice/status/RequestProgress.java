package io.sluice.status;

import java.util.List;

/**
 * How far an order is.
 *
 * @param request its number
 * @param folders the folders that it is for
 * @param targets their targets
 */
public record RequestProgress(
    long request, List<FolderProgress> folders, List<TargetStatus> targets) {
  public RequestProgress {
    folders = List.copyOf(folders);
    targets = List.copyOf(targets);
  }

  /** Whether nothing of it is to be done any more. */
  public boolean isDone() {
    return folders.stream().allMatch(FolderProgress::done);
  }
}
