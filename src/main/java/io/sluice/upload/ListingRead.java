package io.sluice.upload;

import java.time.Instant;
import java.util.Optional;

/**
 * A complete reading of a listing, on its way.
 *
 * @param directory the virtual folder, or empty for the whole dataset
 * @param generation what its pages are kept under
 * @param cursor where the next page begins; empty for the first
 * @param pages how many pages have been read
 * @param begunAt when the first page was asked for
 */
record ListingRead(
    Optional<String> directory,
    long generation,
    Optional<String> cursor,
    int pages,
    Instant begunAt) {
  ListingRead next(String nextCursor) {
    return new ListingRead(directory, generation, Optional.of(nextCursor), pages + 1, begunAt);
  }
}
