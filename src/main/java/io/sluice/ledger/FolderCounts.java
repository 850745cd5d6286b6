package io.sluice.ledger;

import io.sluice.file.FileState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How many files of a folder are in each state.
 *
 * @param files files in each state; a state without files may be missing
 * @param bytesUploaded bytes of the files that were uploaded, over all time
 * @param oldestPending since when the pending file that has waited longest has been pending: when
 *     it was first seen, or seen again after it had been concluded
 * @param processing of the pending ones, those that their platform has accepted and is at work on
 */
public record FolderCounts(
    Map<EntryState, Long> files,
    long bytesUploaded,
    Optional<Instant> oldestPending,
    long processing) {
  public FolderCounts {
    EnumMap<EntryState, Long> copy = new EnumMap<>(EntryState.class);
    copy.putAll(files);
    files = copy;
    Objects.requireNonNull(oldestPending, "oldestPending");
  }

  /** Of a folder whose platform is at work on nothing. */
  public FolderCounts(
      Map<EntryState, Long> files, long bytesUploaded, Optional<Instant> oldestPending) {
    this(files, bytesUploaded, oldestPending, 0);
  }

  /** Files that are reported as {@code state}. */
  public long of(FileState state) {
    return files.entrySet().stream()
        .filter(entry -> entry.getKey().reported() == state)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Files that were ever seen and are not counted apart: the sum of all states but vanished. */
  public long seen() {
    return files.values().stream().mapToLong(Long::longValue).sum() - of(FileState.VANISHED);
  }
}
