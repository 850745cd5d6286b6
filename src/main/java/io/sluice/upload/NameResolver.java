package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Listings.Coverage;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what the target has under the names of items: from its listing where that is known or
 * worth reading, else name by name. Live files never wait for a listing.
 */
final class NameResolver {
  private static final int MOST_COUNTED = 100_000;

  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;
  private final KnownNames names;
  private final Renaming renaming;
  private final ListingDemand demand = new ListingDemand();

  NameResolver(Target target, OutcomeRules rules, PoolNews news) {
    this.target = target;
    this.rules = rules;
    this.news = news;
    this.names = new KnownNames(target, news.ledger().listings(), news.clock());
    this.renaming = new Renaming(target, names);
  }

  List<Job> resolve(Job.Resolve job) throws TargetException, InterruptedException {
    OpenFolder folder = job.folder();
    Optional<Coverage> whole = names.usable(folder, Optional.empty());
    if (whole.isPresent()) {
      return fromListing(job, Optional.empty(), whole.get());
    }
    if (job.lane() == Lane.LIVE) {
      return resolveLive(job);
    }
    long pages = KnownNames.pages(folder.dataset());
    if (isWorth(job, Optional.empty(), pages)) {
      return List.of(listing(folder, job.lane(), Optional.empty(), Optional.of(job)));
    }
    if (target.capabilities().reserveRefusesTakenNames() && !mayBeOurs(job)) {
      // Sending replaces nothing there, and a taken name is told in the end.
      return List.of(new Job.Reserve(folder, job.lane(), job.items()));
    }
    List<Job.Resolve> byDirectory = byDirectory(job);
    return byDirectory.size() > 1 ? List.copyOf(byDirectory) : resolveInDirectory(job);
  }

  /** Whether what has the names may just have come there, by us or by others. */
  private static boolean mayBeOurs(Job.Resolve job) {
    return job.nameTaken() || job.items().stream().anyMatch(item -> item.state().isUnresolved());
  }

  private List<Job> resolveLive(Job.Resolve job) throws TargetException, InterruptedException {
    OpenFolder folder = job.folder();
    String dataset = folder.dataset().id();
    long pages = KnownNames.pages(folder.dataset());
    if (pages == 1 && demand.isWorth(dataset, Optional.empty(), pages, job.items().size())) {
      // A single page is no wait.
      return List.of(listing(folder, Lane.LIVE, Optional.empty(), Optional.of(job)));
    }
    List<Job> next = new ArrayList<>(oneByOne(job, job.items()));
    demand.lookedUp(dataset, Optional.empty(), job.items().size());
    if (demand.isWorth(dataset, Optional.empty(), pages, 1)
        && demand.takeReadingForLive(dataset, Optional.empty())) {
      next.add(listing(folder, Lane.BACKLOG, Optional.empty(), Optional.empty()));
    }
    return next;
  }

  private List<Job> resolveInDirectory(Job.Resolve job)
      throws TargetException, InterruptedException {
    Optional<String> directory = Optional.of(job.items().get(0).name().directory());
    Optional<Coverage> coverage = names.usable(job.folder(), directory);
    if (coverage.isPresent()) {
      return fromListing(job, directory, coverage.get());
    }
    if (isWorth(job, directory, 1)) {
      return List.of(listing(job.folder(), job.lane(), directory, Optional.of(job)));
    }
    String dataset = job.folder().dataset().id();
    demand.lookedUp(dataset, directory, job.items().size());
    demand.lookedUp(dataset, Optional.empty(), job.items().size());
    return oneByOne(job, job.items());
  }

  private static List<Job.Resolve> byDirectory(Job.Resolve job) {
    Map<String, List<Item>> groups = new LinkedHashMap<>();
    for (Item item : job.items()) {
      groups.computeIfAbsent(item.name().directory(), name -> new ArrayList<>()).add(item);
    }
    return groups.values().stream()
        .map(items -> new Job.Resolve(job.folder(), job.lane(), items, job.nameTaken()))
        .toList();
  }

  private boolean isWorth(Job.ForItems job, Optional<String> directory, long pages) {
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

  private Job listing(
      OpenFolder folder, Lane lane, Optional<String> directory, Optional<Job.Resolve> then) {
    long generation = news.ledger().listings().begin(folder.order().folderId());
    Instant now = news.clock().instant();
    ListingRead read = new ListingRead(directory, generation, Optional.empty(), 0, now);
    return new Job.ReadListing(folder, lane, read, then);
  }

  /** Reads one page; the next one is a job of its own. */
  List<Job> read(Job.ReadListing job) throws TargetException, InterruptedException {
    ListingRead read = job.read();
    OpenFolder folder = job.folder();
    long folderId = folder.order().folderId();
    String dataset = folder.dataset().id();
    ListingPage page = target.list(folder.dataset(), read.directory(), read.cursor());
    news.ledger()
        .listings()
        .add(folderId, read.generation(), ListedImages.of(page, news.clock().instant()));
    List<Job> then = job.then().map(resolve -> List.<Job>of(resolve)).orElse(List.of());
    if (page.unread() > 0) {
      // What cannot be read may have the names that matter: they are asked for one by one.
      demand.pages(dataset, read.directory(), Long.MAX_VALUE);
      return then;
    }
    if (page.next().isEmpty()) {
      news.ledger()
          .listings()
          .complete(folderId, read.directory(), read.generation(), read.begunAt());
      demand.satisfied(dataset, read.directory());
      return then;
    }
    long pages = page.total().isPresent() ? (page.total().getAsLong() + 999) / 1000 : 0;
    demand.pages(dataset, read.directory(), Math.max(pages, read.pages() + 2L));
    boolean goOn =
        job.then().isEmpty()
            || (job.lane() == Lane.BACKLOG && isWorth(job, read.directory(), pages));
    return goOn
        ? List.of(new Job.ReadListing(folder, job.lane(), read.next(page.next().get()), job.then()))
        : then;
  }

  private List<Job> fromListing(Job.Resolve job, Optional<String> directory, Coverage coverage)
      throws TargetException, InterruptedException {
    if (!names.refresh(job.folder(), directory, coverage, mayBeOurs(job))) {
      return oneByOne(job, job.items());
    }
    Duration presenceLife =
        job.lane() == Lane.LIVE ? KnownNames.PRESENCE_LIFE_FOR_LIVE : KnownNames.PRESENCE_LIFE;
    List<Optional<Finding>> findings = names.findings(job.folder(), job.items(), presenceLife);
    Verdicts verdicts = new Verdicts(job);
    List<Item> toAsk = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      Item item = job.items().get(i);
      boolean told =
          findings.get(i).isPresent()
              && !(job.nameTaken() && findings.get(i).get() instanceof Finding.Absent);
      if (told) {
        verdicts.add(item, findings.get(i).get());
      } else {
        toAsk.add(item);
      }
    }
    List<Job> next = new ArrayList<>(verdicts.end());
    if (!toAsk.isEmpty()) {
      next.addAll(oneByOne(job, toAsk));
    }
    return next;
  }

  private List<Job> oneByOne(Job.Resolve job, List<Item> items)
      throws TargetException, InterruptedException {
    Verdicts verdicts = new Verdicts(job);
    for (Item item : items) {
      // Item by item, so that what was learnt before a failure is kept.
      verdicts.add(item, target.find(job.folder().dataset(), List.of(item)).get(0));
    }
    return verdicts.end();
  }

  List<Job> compare(Job.Compare job) throws TargetException, InterruptedException {
    RemoteImage image = job.image();
    Optional<ContentDigest> digest = target.download(job.folder().dataset(), image);
    RemoteImage known =
        new RemoteImage(image.id(), image.directory(), image.fileName(), image.sizeBytes(), digest);
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    existing(conclusions, job.folder(), job.item(), known);
    conclusions.record();
    return List.of();
  }

  /** What an entry of the same name means for an item. */
  private void existing(Conclusions conclusions, OpenFolder folder, Item item, RemoteImage image)
      throws TargetException, InterruptedException {
    boolean ours = item.state().isUnresolved();
    Optional<ContentDigest> digest = LocalParts.knownDigest(item);
    try {
      if (digest.isEmpty() && ExistingName.needsDigest(image, item.sizeBytes())) {
        digest = Optional.of(LocalParts.computeDigest(item));
      }
      ExistingName there = new ExistingName(image, item.sizeBytes(), digest);
      Optional<ItemChange> renamed = renaming.instead(folder, item, there, ours);
      conclusions.conclude(
          item,
          renamed.orElseGet(
              () -> rules.existing(item, there, ours, folder.order(), news.clock().instant())));
    } catch (IOException e) {
      conclusions.sourceTrouble(item, e);
    }
  }

  /** Judges what was found for the items of one job. */
  private final class Verdicts {
    private final Job.Resolve job;
    private final Conclusions conclusions;
    private final List<Item> absent = new ArrayList<>();
    private final List<Job> comparisons = new ArrayList<>();

    Verdicts(Job.Resolve job) {
      this.job = job;
      this.conclusions = new Conclusions(job.folder(), rules, news);
    }

    void add(Item item, Finding finding) throws TargetException, InterruptedException {
      if (finding instanceof Finding.Present present) {
        present(item, present.image());
      } else if (!job.nameTaken()) {
        notThere(item, finding);
      } else if (finding instanceof Finding.Unknown unknown) {
        Instant now = news.clock().instant();
        conclusions.conclude(
            item, rules.takenByUnknown(item, unknown.reason(), job.folder().order(), now));
      } else {
        ItemOutcome odd =
            new ItemOutcome.Retry(
                Duration.ZERO,
                "the target says that the name is taken, and finds nothing under it");
        conclusions.endOfStep(item, odd, item.state());
      }
    }

    private void present(Item item, RemoteImage image)
        throws TargetException, InterruptedException {
      ExistingName bySize = new ExistingName(image, item.sizeBytes(), Optional.empty());
      boolean toCompare =
          job.folder().order().compareContent()
              && image.digest().isEmpty()
              && bySize.likeness() != ExistingName.Likeness.DIFFERENT;
      if (toCompare) {
        comparisons.add(new Job.Compare(job.folder(), job.lane(), item, image));
      } else {
        existing(conclusions, job.folder(), item, image);
      }
    }

    /** What may have been sent before is not there: send it (again). */
    private void notThere(Item item, Finding finding) {
      if (finding instanceof Finding.Unknown unknown) {
        ItemOutcome again = new ItemOutcome.Retry(Duration.ZERO, unknown.reason());
        conclusions.endOfStep(item, again, item.state());
      } else {
        absent.add(LocalParts.inState(item, ItemState.PLANNED));
      }
    }

    List<Job> end() {
      conclusions.record();
      List<Job> next = new ArrayList<>(comparisons);
      if (!absent.isEmpty()) {
        next.add(new Job.Reserve(job.folder(), job.lane(), absent));
      }
      return next;
    }
  }
}
