package io.sluice.upload;

import io.sluice.target.ListingPage;
import java.time.Instant;
import java.util.Optional;

/**
 * A complete reading of a listing, on its way.
 *
 * @param directory the virtual folder, or empty for the whole dataset
 * @param generation what its pages are kept under
 * @param cursor where the next page begins; empty for the first
 * @param pages how many pages have been read
 * @param total how many images the listing has, by those pages
 * @param begunAt when the first page was asked for
 * @param attempt how often it was begun, this time included
 */
record ListingRead(
    Optional<String> directory,
    long generation,
    Optional<String> cursor,
    int pages,
    ReadingTotal total,
    Instant begunAt,
    int attempt) {
  static ListingRead first(
      Optional<String> directory, long generation, Instant begunAt, int attempt) {
    return new ListingRead(
        directory, generation, Optional.empty(), 0, ReadingTotal.UNTOLD, begunAt, attempt);
  }

  /** After one more page. */
  ListingRead then(ListingPage page) {
    return new ListingRead(
        directory, generation, page.next(), pages + 1, total.then(page), begunAt, attempt);
  }
}
