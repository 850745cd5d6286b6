package io.sluice.app;

import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
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
}
