package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.RemoteName;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ListedImage;
import io.sluice.ledger.Listings;
import io.sluice.ledger.Listings.Coverage;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a dataset's names by its listing, so that they need not be asked for one by one.
 *
 * <p>A listing is read to its end once; after that its newest part is read again, down to what is
 * known, before anything is said to be absent. An image that was moved there, or deleted, is not
 * seen by that: so what the listing has is believed for a quarter of an hour after it was seen (for
 * a file that has just arrived, for two minutes), and a listing is read anew after a day.
 */
final class KnownNames {
  static final Duration LISTING_LIFE = Duration.ofDays(1);
  static final Duration PRESENCE_LIFE = Duration.ofMinutes(15);
  static final Duration PRESENCE_LIFE_FOR_LIVE = Duration.ofMinutes(2);
  static final Duration ABSENCE_LIFE = Duration.ofMinutes(2);

  private static final int MOST_REFRESH_PAGES = 100;

  private final Target target;
  private final Ledger ledger;
  private final Clock clock;

  KnownNames(Target target, Ledger ledger, Clock clock) {
    this.target = target;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Whether a listing of the folder's dataset, or of one virtual folder, can be used. */
  Optional<Coverage> usable(OpenFolder folder, Optional<String> directory) {
    Instant now = clock.instant();
    return listings(folder)
        .coverage(directory)
        .filter(coverage -> isWithin(coverage.readAt(), LISTING_LIFE, now));
  }

  /**
   * Brings a listing up to date, where that is needed.
   *
   * @param atOnce whether its age does not matter: something may have been added a moment ago
   * @return false when it is not, as when there is too much that is new: the names have to be asked
   */
  boolean refresh(OpenFolder folder, Optional<String> directory, Coverage coverage, boolean atOnce)
      throws TargetException, InterruptedException {
    Instant begunAt = clock.instant();
    if (!atOnce && isWithin(coverage.refreshedAt(), ABSENCE_LIFE, begunAt)) {
      return true;
    }
    if (!target.capabilities().listsNewestFirst()) {
      // What is new may be on any page.
      return false;
    }
    Listings listings = listings(folder);
    ReadingTotal total = ReadingTotal.UNTOLD;
    Optional<String> cursor = Optional.empty();
    for (int pages = 0; pages < MOST_REFRESH_PAGES; pages++) {
      ListingPage page = target.list(folder.dataset(), directory, cursor);
      OptionalInt news = listings.add(coverage.generation(), ListedImages.of(page, begunAt));
      total = total.then(page);
      if (news.isEmpty() || page.hidesNames() || total.fell()) {
        return false;
      }
      cursor = page.next();
      if (news.getAsInt() == 0 || cursor.isEmpty()) {
        listings.refreshed(directory, begunAt);
        return true;
      }
    }
    return false;
  }

  /**
   * A finding for each item; empty where the listing cannot tell and the name is to be asked.
   *
   * @param presenceLife how long after it was listed an image is believed to be there
   */
  List<Optional<Finding>> findings(OpenFolder folder, List<Item> items, Duration presenceLife) {
    Listings listings = listings(folder);
    List<Optional<Finding>> findings = new ArrayList<>();
    for (Item item : items) {
      findings.add(finding(listings, item.name(), presenceLife));
    }
    return findings;
  }

  private Listings listings(OpenFolder folder) {
    return ledger.listings(folder.order().folderId(), folder.dataset().id());
  }

  private Optional<Finding> finding(Listings listings, RemoteName name, Duration presenceLife) {
    Instant now = clock.instant();
    List<String> spellings = new ArrayList<>(List.of(name.fileName()));
    target.aliases(name).forEach(alias -> spellings.add(alias.fileName()));
    return listings
        .find(name.directory(), spellings)
        .flatMap(there -> finding(there, name.fileName(), presenceLife, now));
  }

  private static Optional<Finding> finding(
      Map<String, ListedImage> there, String fileName, Duration presenceLife, Instant now) {
    ListedImage image = there.get(fileName);
    if (image != null) {
      return isWithin(image.seenAt(), presenceLife, now)
          ? Optional.of(new Finding.Present(remote(image)))
          : Optional.empty();
    }
    return there.isEmpty() ? Optional.of(new Finding.Absent()) : Optional.empty();
  }

  private static RemoteImage remote(ListedImage image) {
    return new RemoteImage(
        image.remoteId(), image.directory(), image.fileName(), image.sizeBytes(), image.digest());
  }

  /** Whether {@code then} is less than {@code life} ago; what lies ahead is of another clock. */
  private static boolean isWithin(Instant then, Duration life, Instant now) {
    return !then.isAfter(now) && then.plus(life).isAfter(now);
  }

  /** How many pages a dataset has, by what it says of itself. */
  static long pages(Dataset dataset) {
    return Math.max(1, (dataset.imageCount() + 999) / 1000);
  }
}
