package io.sluice.upload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells whether reading a listing is cheaper than looking names up one by one: when it has no more
 * pages than a fifth of the files that wait, or than look-ups were made without it. Safe for all
 * threads.
 */
final class ListingDemand {
  /** So few files for a page, so that a listing is not read for a handful. */
  private static final int FILES_PER_PAGE = 5;

  private static final int MOST_SCOPES = 10_000;

  private final Map<Scope, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Known> eldest) {
          return size() > MOST_SCOPES;
        }
      };

  private record Scope(String datasetId, Optional<String> directory) {}

  /**
   * What is known of a listing.
   *
   * @param askAgainAt the number of look-ups from which on a reading may be begun for live files
   * @param restsUntil the number of look-ups before which no reading is begun at all
   */
  private record Known(OptionalLong pages, long lookups, long askAgainAt, long restsUntil) {
    static final Known NOTHING = new Known(OptionalLong.empty(), 0, 0, 0);
  }

  /** That a listing has so many pages. */
  synchronized void pages(String datasetId, Optional<String> directory, long pages) {
    Known now = of(datasetId, directory);
    known.put(
        new Scope(datasetId, directory),
        new Known(OptionalLong.of(pages), now.lookups(), now.askAgainAt(), now.restsUntil()));
  }

  /** That so many names were looked up one by one. */
  synchronized void lookedUp(String datasetId, Optional<String> directory, int names) {
    Known now = of(datasetId, directory);
    known.put(
        new Scope(datasetId, directory),
        new Known(now.pages(), now.lookups() + names, now.askAgainAt(), now.restsUntil()));
  }

  /** A listing was read to its end. */
  synchronized void satisfied(String datasetId, Optional<String> directory) {
    known.remove(new Scope(datasetId, directory));
  }

  /**
   * Reading it came to nothing, and would again: no other is begun before as many look-ups were
   * made as it cost requests.
   */
  synchronized void gaveUp(String datasetId, Optional<String> directory, long requests) {
    Known now = of(datasetId, directory);
    known.put(
        new Scope(datasetId, directory),
        new Known(now.pages(), now.lookups(), now.askAgainAt(), now.lookups() + requests));
  }

  /**
   * True for the one who begins to read what live files would otherwise ask for; again when as many
   * look-ups more were made, since that reading may have come to nothing.
   */
  synchronized boolean takeReadingForLive(String datasetId, Optional<String> directory) {
    Known now = of(datasetId, directory);
    boolean taken = now.lookups() >= now.askAgainAt();
    if (taken) {
      long again = 2 * now.lookups() + FILES_PER_PAGE;
      known.put(
          new Scope(datasetId, directory),
          new Known(now.pages(), now.lookups(), again, now.restsUntil()));
    }
    return taken;
  }

  /**
   * Whether the listing is worth reading.
   *
   * @param guess how many pages it has, where no page has told yet
   * @param waiting files that would profit, 1 or more
   */
  synchronized boolean isWorth(
      String datasetId, Optional<String> directory, long guess, long waiting) {
    Known now = of(datasetId, directory);
    long least = waiting > 1 ? 1 : 0;
    long most = Math.max(least, Math.max(waiting / FILES_PER_PAGE, now.lookups()));
    return now.lookups() >= now.restsUntil() && now.pages().orElse(guess) <= most;
  }

  private Known of(String datasetId, Optional<String> directory) {
    return known.getOrDefault(new Scope(datasetId, directory), Known.NOTHING);
  }
}
