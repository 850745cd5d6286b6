package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.upload.Tellings;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Follows one scan of a folder until all that it found is done with. Thread-safe.
 *
 * <p>Files that come later do not count, so that it ends in a folder that never rests: from the
 * moment on that everything the scan found is in the ledger, only files that were pending then
 * matter.
 */
final class ScanTicket {
  private final long scan;
  private boolean scanned;
  private Optional<String> lost = Optional.empty();
  private Set<RelativePath> inHand = Set.of();
  private Optional<Instant> recordedAt = Optional.empty();
  private OptionalLong lastTelling = OptionalLong.empty();

  /**
   * @param scan the number of the scan; a later one will do, too
   */
  ScanTicket(long scan) {
    this.scan = scan;
  }

  /** A scan came to its end; all that it found was handed over before. */
  synchronized void scanEnded(long number, Set<RelativePath> nowInHand) {
    if (number >= scan && !isScanned()) {
      scanned = true;
      inHand = new HashSet<>(nowInHand);
    }
  }

  /** The folder could not be scanned. */
  synchronized void scanFailed(long number, String reason) {
    if (number >= scan && !isScanned()) {
      scanned = true;
      lost = Optional.of(reason);
    }
  }

  /** Everything concluded so far is in the ledger, but for the files in hand. */
  synchronized void flushed(Set<RelativePath> nowInHand, Instant now) {
    if (isScanned() && recordedAt.isEmpty()) {
      inHand.retainAll(nowInHand);
      recordedAt = inHand.isEmpty() ? Optional.of(now) : recordedAt;
    }
  }

  /** Whether the scan has come to its end, one way or the other. */
  synchronized boolean isScanned() {
    return scanned;
  }

  /** Why the folder could not be scanned. */
  synchronized Optional<String> lost() {
    return lost;
  }

  /** Whether all that the scan found is in the ledger. */
  synchronized boolean isRecorded() {
    return recordedAt.isPresent();
  }

  /**
   * Whether nothing that the scan found is pending any more, and all that came of it was told: what
   * a worker records it tells a moment later, and counts are of what was told.
   *
   * @param oldestPending since when the folder's oldest pending file has been pending
   * @param tellings of the folder's pool, looked at after that was read
   */
  synchronized boolean isDone(Optional<Instant> oldestPending, Tellings tellings) {
    if (lost.isPresent()) {
      return true;
    }
    boolean quiet =
        recordedAt.isPresent()
            && (oldestPending.isEmpty() || oldestPending.get().isAfter(recordedAt.get()));
    if (!quiet) {
      return false;
    }
    lastTelling = OptionalLong.of(lastTelling.orElseGet(tellings::last));
    return tellings.haveEnded(lastTelling.getAsLong());
  }
}
