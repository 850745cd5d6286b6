package io.sluice.upload;

import io.sluice.ledger.Lane;
import io.sluice.ledger.Listings;
import io.sluice.target.ListingPage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads listings into the ledger, page by page, where that is worth it. Safe for all threads. */
final class ListingReader {
  private static final int MOST_COUNTED = 100_000;

  /** So often a reading is begun that images are deleted under; then names are asked one by one. */
  private static final int MOST_ATTEMPTS = 3;

  private final Target target;
  private final PoolNews news;
  private final ListingDemand demand;

  ListingReader(Target target, PoolNews news, ListingDemand demand) {
    this.target = target;
    this.news = news;
    this.demand = demand;
  }

  /**
   * Whether it is cheaper to read than to ask for the job's names, and those that wait behind it.
   *
   * @param pages how many it has, where nothing better is known
   */
  boolean isWorth(Job.ForItems job, Optional<String> directory, long pages) {
    long waiting =
        (long) job.items().size()
            + news.ledger()
                .claimable(
                    job.folder().order().folderId(),
                    Lane.BACKLOG,
                    MOST_COUNTED,
                    news.clock().instant());
    return demand.isWorth(job.folder().dataset().id(), directory, pages, waiting);
  }

  /**
   * The job that reads the first page, and leads to all others.
   *
   * @param then what follows when all is read, or when it is given up
   * @return empty when the folder is bound to another dataset by now
   */
  Optional<Job> begin(
      OpenFolder folder, Lane lane, Optional<String> directory, Optional<Job.Resolve> then) {
    return begin(folder, lane, directory, then, 1);
  }

  private Optional<Job> begin(
      OpenFolder folder,
      Lane lane,
      Optional<String> directory,
      Optional<Job.Resolve> then,
      int attempt) {
    OptionalLong generation = listings(folder).begin();
    if (generation.isEmpty()) {
      return Optional.empty();
    }
    Instant now = news.clock().instant();
    ListingRead read = ListingRead.first(directory, generation.getAsLong(), now, attempt);
    return Optional.of(new Job.ReadListing(folder, lane, read, then));
  }

  private Listings listings(OpenFolder folder) {
    return news.ledger().listings(folder.order().folderId(), folder.dataset().id());
  }

  /** Reads one page; the next one is a job of its own. */
  List<Job> read(Job.ReadListing job) throws TargetException, InterruptedException {
    OpenFolder folder = job.folder();
    String dataset = folder.dataset().id();
    ListingPage page = target.list(folder.dataset(), job.read().directory(), job.read().cursor());
    ListingRead read = job.read().then(page);
    Instant now = news.clock().instant();
    OptionalInt added = listings(folder).add(read.generation(), ListedImages.of(page, now));
    if (added.isEmpty()) {
      return then(job);
    }
    if (page.hidesNames()) {
      // What cannot be read may have the names that matter: they are asked for one by one.
      demand.pages(dataset, read.directory(), Long.MAX_VALUE);
      return then(job);
    }
    if (read.total().fell()) {
      return anew(job, read);
    }
    return page.next().isPresent() ? goOn(job, read) : complete(job, read);
  }

  private static List<Job> then(Job.ReadListing job) {
    return job.then().map(resolve -> List.<Job>of(resolve)).orElse(List.of());
  }

  private List<Job> complete(Job.ReadListing job, ListingRead read) {
    boolean whole =
        listings(job.folder()).complete(read.directory(), read.generation(), read.begunAt());
    if (!whole) {
      return anew(job, read);
    }
    demand.satisfied(job.folder().dataset().id(), read.directory());
    return then(job);
  }

  private List<Job> goOn(Job.ReadListing job, ListingRead read) {
    OptionalLong images = read.total().latest();
    long pages = images.isPresent() ? (images.getAsLong() + 999) / 1000 : 0;
    demand.pages(job.folder().dataset().id(), read.directory(), Math.max(pages, read.pages() + 1L));
    boolean isWanted =
        job.then().isEmpty()
            || (job.lane() == Lane.BACKLOG && isWorth(job, read.directory(), pages));
    return isWanted
        ? List.of(new Job.ReadListing(job.folder(), job.lane(), read, job.then()))
        : then(job);
  }

  /** An image may have been passed over, and must not be said to be absent. */
  private List<Job> anew(Job.ReadListing job, ListingRead read) {
    if (read.attempt() < MOST_ATTEMPTS) {
      Optional<Job> again =
          begin(job.folder(), job.lane(), read.directory(), job.then(), read.attempt() + 1);
      if (again.isPresent()) {
        return List.of(again.get());
      }
    }
    int cost = MOST_ATTEMPTS * read.pages();
    demand.gaveUp(job.folder().dataset().id(), read.directory(), cost);
    return then(job);
  }
}
