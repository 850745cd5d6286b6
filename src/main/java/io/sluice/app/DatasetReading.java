package io.sluice.app;

import io.sluice.ledger.Listings;
import io.sluice.target.Dataset;
import io.sluice.target.ListingPage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.upload.ListedImages;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a whole dataset holds into {@link Listings}. */
final class DatasetReading {
  private static final int MOST_READINGS = 3;

  private final Target target;
  private final Listings listings;
  private final PatientCalls calls;
  private final Clock clock;

  DatasetReading(Target target, Listings listings, PatientCalls calls, Clock clock) {
    this.target = target;
    this.listings = listings;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Reads it to its end; again, a few times, when it grew or shrank meanwhile, since rows move from
   * page to page then and some may have been passed over.
   *
   * @param folderId whose scope is the dataset
   * @return when the last reading began
   */
  Instant read(long folderId, Dataset dataset) throws TargetException, InterruptedException {
    Instant begunAt = clock.instant();
    for (int i = 1; !readOnce(folderId, dataset, begunAt) && i < MOST_READINGS; i++) {
      begunAt = clock.instant();
    }
    return begunAt;
  }

  private boolean readOnce(long folderId, Dataset dataset, Instant begunAt)
      throws TargetException, InterruptedException {
    long generation = listings.begin(folderId);
    Optional<OptionalLong> total = Optional.empty();
    boolean steady = true;
    Optional<String> cursor = Optional.empty();
    do {
      Optional<String> from = cursor;
      ListingPage page = calls.ask(() -> target.list(dataset, Optional.empty(), from));
      if (page.unread() > 0) {
        // What cannot be read would be told as missing.
        throw new TargetException(
            TargetException.Kind.FAULTY,
            "the dataset's list has " + page.unread() + " images that make no sense");
      }
      listings.add(folderId, generation, ListedImages.of(page, clock.instant()));
      steady &= total.isEmpty() || total.get().equals(page.total());
      total = Optional.of(page.total());
      cursor = page.next();
    } while (cursor.isPresent());
    listings.complete(folderId, Optional.empty(), generation, begunAt);
    return steady;
  }
}
