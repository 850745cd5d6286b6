package io.sluice.report;

import io.sluice.file.FileState;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many files of one folder came to which state in one run.
 *
 * @param seen files that were seen, vanished ones left out
 * @param outcomes files that came to each state; pending is what is left of the seen ones
 * @param bytesUploaded bytes of the files that were uploaded
 * @param ignored files that the rules leave out
 */
public record RunCounts(
    long seen, Map<FileState, Long> outcomes, long bytesUploaded, long ignored) {
  public RunCounts {
    EnumMap<FileState, Long> copy = new EnumMap<>(FileState.class);
    copy.putAll(outcomes);
    outcomes = copy;
  }

  /** Files in {@code state}. */
  public long of(FileState state) {
    if (state != FileState.PENDING) {
      return outcomes.getOrDefault(state, 0L);
    }
    long concluded = outcomes.values().stream().mapToLong(Long::longValue).sum();
    return seen + of(FileState.VANISHED) - concluded;
  }

  /** Files that are not done: failed, in conflict, incomplete or pending. */
  public long undone() {
    return of(FileState.FAILED)
        + of(FileState.CONFLICT)
        + of(FileState.INCOMPLETE)
        + of(FileState.PENDING);
  }
}
