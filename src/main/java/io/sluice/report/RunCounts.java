package io.sluice.report;

import io.sluice.file.FileState;
import io.sluice.ledger.FolderCounts;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many files of one folder are in which state after one run.
 *
 * @param files files in each state; a state without files may be missing
 * @param bytesUploaded bytes of the files that were uploaded
 * @param ignored files that the rules leave out
 */
public record RunCounts(Map<FileState, Long> files, long bytesUploaded, long ignored) {
  public RunCounts {
    EnumMap<FileState, Long> copy = new EnumMap<>(FileState.class);
    copy.putAll(files);
    files = copy;
  }

  /** Files in {@code state}. */
  public long of(FileState state) {
    return files.getOrDefault(state, 0L);
  }

  /** Files that were seen: all states but vanished. */
  public long seen() {
    return of(FileState.UPLOADED) + of(FileState.SKIPPED) + undone();
  }

  /** Files that are not done: failed, in conflict, incomplete or pending. */
  public long undone() {
    return of(FileState.FAILED)
        + of(FileState.CONFLICT)
        + of(FileState.INCOMPLETE)
        + of(FileState.PENDING);
  }

  /** These counts, with the files that are left undone as the ledger has them. */
  public RunCounts withUndone(FolderCounts ledger) {
    EnumMap<FileState, Long> merged = new EnumMap<>(FileState.class);
    merged.putAll(files);
    for (FileState state :
        new FileState[] {
          FileState.FAILED, FileState.CONFLICT, FileState.INCOMPLETE, FileState.PENDING
        }) {
      merged.put(state, ledger.of(state));
    }
    return new RunCounts(merged, bytesUploaded, ignored);
  }
}
