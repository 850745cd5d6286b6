package io.sluice.app;

import io.sluice.ledger.Listings;
import io.sluice.target.Dataset;
import io.sluice.target.ListingPage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.upload.ListedImages;
import io.sluice.upload.ReadingTotal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Reads what a whole dataset holds into its {@link Listings}. */
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
   * Reads it to its end; again, a few times, when images were deleted meanwhile, since some of the
   * others may have been passed over then.
   *
   * @return when the last reading began
   */
  Instant read(Dataset dataset) throws TargetException, InterruptedException {
    Instant begunAt = clock.instant();
    for (int i = 1; !readOnce(dataset, begunAt) && i < MOST_READINGS; i++) {
      begunAt = clock.instant();
    }
    return begunAt;
  }

  private boolean readOnce(Dataset dataset, Instant begunAt)
      throws TargetException, InterruptedException {
    long generation = listings.begin().orElseThrow();
    ReadingTotal total = ReadingTotal.UNTOLD;
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
      listings.add(generation, ListedImages.of(page, clock.instant()));
      total = total.then(page);
      cursor = page.next();
    } while (cursor.isPresent());
    listings.complete(Optional.empty(), generation, begunAt);
    return !total.fell();
  }
}
