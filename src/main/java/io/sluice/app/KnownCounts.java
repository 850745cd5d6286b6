package io.sluice.app;

import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import java.util.Optional;

/**
 * Counts of a folder's files for those who only want to see them: while the ledger cannot be read,
 * the last ones that were seen. Thread-safe.
 */
final class KnownCounts {
  private final Ledger ledger;
  private final long folderId;
  private volatile Optional<FolderCounts> last = Optional.empty();

  KnownCounts(Ledger ledger, long folderId) {
    this.ledger = ledger.impatient();
    this.folderId = folderId;
  }

  /**
   * @param trouble why they are not those of this moment, if so
   */
  record Count(FolderCounts files, Optional<String> trouble) {}

  /**
   * The counts of this moment, where that is possible. Never waits for the disk.
   *
   * @throws LedgerException when it is broken, or was never read before
   */
  Count count() {
    try {
      FolderCounts now = ledger.counts(folderId);
      last = Optional.of(now);
      return new Count(now, Optional.empty());
    } catch (LedgerException e) {
      if (e.kind() == LedgerException.Kind.BROKEN || last.isEmpty()) {
        throw e;
      }
      return new Count(last.get(), Optional.of(e.getMessage() + "; the counts are older"));
    }
  }
}
