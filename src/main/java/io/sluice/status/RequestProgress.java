package io.sluice.status;

import java.util.List;
import java.util.Optional;

/**
 * How far an order is.
 *
 * @param request its number
 * @param folders the folders that it is for
 * @param targets their targets
 * @param standstill why nothing can go on at the moment, such as a full disk
 */
public record RequestProgress(
    long request,
    List<FolderProgress> folders,
    List<TargetStatus> targets,
    Optional<String> standstill) {
  public RequestProgress {
    folders = List.copyOf(folders);
    targets = List.copyOf(targets);
  }

  /** Whether nothing of it is to be done any more. */
  public boolean isDone() {
    return folders.stream().allMatch(FolderProgress::done);
  }
}
