package io.sluice.status;

import io.sluice.event.FolderState;
import java.util.List;
import java.util.Objects;

/**
 * The daemon at one moment.
 *
 * @param version of Sluice
 * @param folders its folders, in the order of the configuration
 * @param targets the targets that they feed
 */
public record DaemonStatus(String version, List<FolderStatus> folders, List<TargetStatus> targets) {
  public DaemonStatus {
    Objects.requireNonNull(version, "version");
    folders = List.copyOf(folders);
    targets = List.copyOf(targets);
  }

  /** The state of the whole: the worst of its folders'. */
  public FolderState state() {
    if (folders.stream().anyMatch(folder -> isTroubled(folder.now().state()))) {
      return FolderState.DEGRADED;
    }
    if (folders.stream().noneMatch(folder -> folder.lastScan().isPresent())) {
      return FolderState.STARTING;
    }
    boolean syncing =
        folders.stream().anyMatch(folder -> folder.now().state() == FolderState.SYNCING);
    return syncing ? FolderState.SYNCING : FolderState.WATCHING;
  }

  /** Whether every folder has been scanned once. */
  public boolean isReady() {
    return folders.stream().allMatch(folder -> folder.lastScan().isPresent());
  }

  private static boolean isTroubled(FolderState state) {
    return switch (state) {
      case DEGRADED, UNREACHABLE, REFUSED -> true;
      case STARTING, SYNCING, WATCHING, STOPPING -> false;
    };
  }
}
