package io.sluice.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the ledger knows of one file.
 *
 * @param file what decides how it is dealt with
 * @param waitingSince since when it has been pending, or was before it was concluded
 * @param gone whether nothing is at its path any more
 * @param item its upload, once it has a name at the target
 */
public record FileDetails(
    FileEntry file, Instant waitingSince, boolean gone, Optional<ItemDetails> item) {
  public FileDetails {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(waitingSince, "waitingSince");
    Objects.requireNonNull(item, "item");
  }
}
