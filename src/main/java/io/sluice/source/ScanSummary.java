package io.sluice.source;

import java.time.Duration;
import java.util.Map;

/**
 * What one scan saw.
 *
 * @param directories listed to their end
 * @param wanted files delivered
 * @param tooLarge files above the limit
 * @param ignored files left alone, by reason; what lies in an excluded directory is not counted
 * @param unreadable files and directories that could not be looked at
 * @param elapsed how long the walk took, waiting of the visitor included
 * @param rootKey device and inode of the folder; another one at the next scan means that another
 *     directory or file system is there now
 */
public record ScanSummary(
    long directories,
    long wanted,
    long tooLarge,
    Map<IgnoreReason, Long> ignored,
    long unreadable,
    Duration elapsed,
    String rootKey) {
  public ScanSummary {
    ignored = Map.copyOf(ignored);
  }

  /** Ignored files of all reasons. */
  public long ignoredTotal() {
    return ignored.values().stream().mapToLong(Long::longValue).sum();
  }
}
