package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Listings.Coverage;
import io.sluice.target.Finding;
import io.sluice.target.RemoteImage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Duration;
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
  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;
  private final KnownNames names;
  private final Renaming renaming;
  private final ListingDemand demand = new ListingDemand();
  private final ListingReader reader;

  NameResolver(Target target, OutcomeRules rules, PoolNews news) {
    this.target = target;
    this.rules = rules;
    this.news = news;
    this.names = new KnownNames(target, news.ledger(), news.clock());
    this.renaming = new Renaming(target, names);
    this.reader = new ListingReader(target, news, demand);
  }

  List<Job> resolve(Job.Resolve job) throws TargetException, InterruptedException {
    OpenFolder folder = job.folder();
    if (!target.capabilities().knownByListing()) {
      return target.capabilities().reserveRefusesTakenNames() && !mayBeOurs(job)
          ? List.of(new Job.Reserve(folder, job.lane(), job.items()))
          : oneByOne(job, job.items());
    }
    Optional<Coverage> whole = names.usable(folder, Optional.empty());
    if (whole.isPresent()) {
      return fromListing(job, Optional.empty(), whole.get());
    }
    if (job.lane() == Lane.LIVE) {
      return resolveLive(job);
    }
    long pages = KnownNames.pages(folder.dataset());
    if (reader.isWorth(job, Optional.empty(), pages)) {
      return byListing(job, Optional.empty());
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
      return byListing(job, Optional.empty());
    }
    List<Job> next = new ArrayList<>(oneByOne(job, job.items()));
    demand.lookedUp(dataset, Optional.empty(), job.items().size());
    if (demand.isWorth(dataset, Optional.empty(), pages, 1)
        && demand.takeReadingForLive(dataset, Optional.empty())) {
      reader.begin(folder, Lane.BACKLOG, Optional.empty(), Optional.empty()).ifPresent(next::add);
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
    if (reader.isWorth(job, directory, 1)) {
      return byListing(job, directory);
    }
    String dataset = job.folder().dataset().id();
    demand.lookedUp(dataset, directory, job.items().size());
    demand.lookedUp(dataset, Optional.empty(), job.items().size());
    return oneByOne(job, job.items());
  }

  /** Has a listing read first; not where the folder has gone on to another dataset. */
  private List<Job> byListing(Job.Resolve job, Optional<String> directory)
      throws TargetException, InterruptedException {
    Optional<Job> listing = reader.begin(job.folder(), job.lane(), directory, Optional.of(job));
    return listing.isPresent() ? List.of(listing.get()) : oneByOne(job, job.items());
  }

  /** Reads a page of a listing. */
  List<Job> read(Job.ReadListing job) throws TargetException, InterruptedException {
    return reader.read(job);
  }

  private static List<Job.Resolve> byDirectory(Job.Resolve job) {
    Map<String, List<Item>> groups = new LinkedHashMap<>();
    for (Item item : job.items()) {
      groups.computeIfAbsent(item.name().directory(), name -> new ArrayList<>()).add(item);
    }
    return groups.values().stream().map(job::of).toList();
  }

  private List<Job> fromListing(Job.Resolve job, Optional<String> directory, Coverage coverage)
      throws TargetException, InterruptedException {
    if (!names.refresh(job.folder(), directory, coverage, mayBeOurs(job))) {
      return oneByOne(job, job.items());
    }
    Duration presenceLife =
        job.lane() == Lane.LIVE ? KnownNames.PRESENCE_LIFE_FOR_LIVE : KnownNames.PRESENCE_LIFE;
    List<Optional<Finding>> findings = names.findings(job.folder(), job.items(), presenceLife);
    NameVerdicts verdicts = verdicts(job);
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
    NameVerdicts verdicts = verdicts(job);
    int atOnce = target.capabilities().maxFindItems();
    int judged = 0;
    while (judged < items.size()) {
      List<Item> some = items.subList(judged, Math.min(items.size(), judged + atOnce));
      int begin = judged;
      try {
        for (Finding finding : target.find(job.folder().dataset(), some)) {
          verdicts.add(items.get(judged), finding);
          judged++;
        }
      } catch (TargetException e) {
        if (begin == 0 || !mayBePassing(e)) {
          throw e;
        }
        // What was learnt is kept, or else a large group would hardly ever come to its end. The
        // rest begins with the call that failed: should it fail again, that is the job's failure.
        List<Job> next = verdicts.end();
        List<Item> rest = List.copyOf(items.subList(judged, items.size()));
        next.add(job.of(rest));
        return next;
      }
    }
    return verdicts.end();
  }

  /**
   * Not where the target asked to be left alone, or refuses: then no other call is made at once.
   */
  private static boolean mayBePassing(TargetException failure) {
    return failure.kind() == TargetException.Kind.FAULTY
        || failure.kind() == TargetException.Kind.UNREACHABLE;
  }

  List<Job> compare(Job.Compare job) throws TargetException, InterruptedException {
    RemoteImage image = job.image();
    Optional<ContentDigest> digest = target.download(job.folder().dataset(), image);
    RemoteImage known =
        new RemoteImage(image.id(), image.directory(), image.fileName(), image.sizeBytes(), digest);
    NameVerdicts verdicts =
        verdicts(new Job.Resolve(job.folder(), job.lane(), List.of(job.item()), false));
    verdicts.existing(job.item(), known);
    return verdicts.end();
  }

  private NameVerdicts verdicts(Job.Resolve job) {
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    return new NameVerdicts(conclusions, job, target.capabilities(), rules, renaming);
  }
}
