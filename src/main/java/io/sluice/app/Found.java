package io.sluice.app;

import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that is new, changed or back, with what the ledger knew of it when it was seen.
 *
 * @param sighting the file
 * @param entry what the ledger knew
 * @param marked whether its done-file is there; false where the folder has none
 */
record Found(Sighting sighting, Optional<FileEntry> entry, boolean marked) {
  Found {
    Objects.requireNonNull(sighting, "sighting");
    Objects.requireNonNull(entry, "entry");
  }

  /** Whether an upload of it was waiting or under way when it was seen. */
  boolean isOnItsWay() {
    return entry.filter(known -> known.state() == EntryState.QUEUED).isPresent();
  }

  /**
   * Whether it was noticed as it came, and waits since: then no scan makes it a part of a backlog.
   */
  boolean hasJustArrived() {
    return entry
        .filter(known -> known.lane() == Lane.LIVE)
        .filter(known -> known.state() == EntryState.SETTLING || known.state() == EntryState.READY)
        .isPresent();
  }
}
