package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.pictograph.FakePictograph;
import io.sluice.target.pictograph.MovableClock;
import io.sluice.target.pictograph.PictographFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A folder on disk with its ledger, and a platform that has the dataset for it: all a worker has.
 */
final class UploadSite implements AutoCloseable {
  static final String SCOPE = "ds-0";

  private final PictographFixture fixture;
  private final Path root;
  final SqliteLedger ledger;
  final List<IngestEvent> events = new CopyOnWriteArrayList<>();
  final List<TargetException> openFailures = new CopyOnWriteArrayList<>();
  final OutcomeRules rules = new OutcomeRules(RetryPolicy.daemon(), new Random(7));
  final PoolNews news;

  UploadSite(Path directory) throws IOException {
    this.fixture = new PictographFixture();
    this.root = Files.createDirectory(directory.resolve("inbox"));
    this.ledger = SqliteLedger.open(directory.resolve("ledger.db"), clock().instant());
    this.news = new PoolNews("labelling", ledger, listener(), events::add, new Tellings(), clock());
  }

  FakePictograph server() {
    return fixture.server();
  }

  void inject(TargetFixture.Fault fault) {
    fixture.inject(fault);
  }

  Target target() {
    return fixture.target();
  }

  MovableClock clock() {
    return fixture.clock();
  }

  PoolListener listener() {
    return new PoolListener() {
      @Override
      public void opened(long folderId, Dataset dataset) {}

      @Override
      public void openFailed(long folderId, TargetException failure) {
        openFailures.add(failure);
      }

      @Override
      public void withdrawn(long folderId, RelativePath path) {}
    };
  }

  FolderOrder order(String dataset) {
    return new FolderOrder(
        row(dataset), "inbox", dataset, false, true, false, ConflictPolicy.REPORT, false);
  }

  private long row(String dataset) {
    return ledger.openFolder(new FolderKey(root, "pictograph", dataset));
  }

  /** The folder, its dataset opened. */
  OpenFolder folder(long imageCount) {
    FolderOrder order = order("road-signs");
    ledger.bindScope(order.folderId(), SCOPE, clock().instant());
    return new OpenFolder(order, new Dataset(SCOPE, "road-signs", false, imageCount));
  }

  static byte[] content(String name) {
    return ("content of " + name).getBytes(StandardCharsets.UTF_8);
  }

  /** An image of somebody else, the same as our file of that name would be. */
  void theirs(String... names) {
    for (String name : names) {
      server().addImage(SCOPE, "/", name, content(name));
    }
  }

  /** Files that wait for upload. */
  void files(long folderId, String scope, Lane lane, String... names) {
    for (String name : names) {
      try {
        Path file = Files.write(root.resolve(name), content(name));
        NameClaim claim =
            new NameClaim(
                new RelativePath(name),
                FileStat.of(file).stamp(),
                target().name(new DraftName(scope, "/", name)),
                lane);
        ClaimAnswer answer = ledger.plan(folderId, List.of(claim), clock().instant()).get(0);
        if (!(answer instanceof ClaimAnswer.Granted)) {
          throw new AssertionError(name + ": " + answer);
        }
      } catch (IOException | InvalidNameException e) {
        throw new AssertionError(e);
      }
    }
  }

  List<Item> claim(OpenFolder folder, Lane lane) {
    return ledger.claim(folder.order().folderId(), lane, 100, Long.MAX_VALUE, clock().instant());
  }

  /** Files of {@link #files}, claimed. */
  List<Item> claimed(OpenFolder folder, Lane lane, String... names) {
    files(folder.order().folderId(), SCOPE, lane, names);
    return claim(folder, lane);
  }

  /** A file that was sent before a crash, and is claimed again after it. */
  Item sentBefore(OpenFolder folder, String name) throws IOException {
    Item item = claimed(folder, Lane.LIVE, name).get(0);
    ItemChange sending =
        new ItemChange.Sending(
            item.id(), item.parts().get(0).slot(), LocalParts.computeDigest(item));
    ItemChange waits =
        new ItemChange.Postponed(item.id(), ItemState.SENT, 0, clock().instant(), "crashed");
    ledger.advance(List.of(sending, waits), clock().instant());
    return claim(folder, Lane.LIVE).get(0);
  }

  JobRunner runner(Duration transferTime) {
    return new JobRunner(target(), rules, news, bytes -> transferTime);
  }

  JobRunner runner() {
    return runner(Duration.ZERO);
  }

  /** What claimed items begin with. */
  List<Job> first(OpenFolder folder, Lane lane, List<Item> claimed) {
    return new FirstJobs(target().capabilities()).forClaimed(folder, lane, claimed);
  }

  /** Runs jobs and what follows them, to the end; the jobs that were run. */
  List<Job> runAll(JobRunner runner, List<Job> jobs) throws TargetException, InterruptedException {
    Queue<Job> waiting = new ArrayDeque<>(jobs);
    List<Job> run = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Job job = waiting.remove();
      run.add(job);
      if (run.size() > 100) {
        throw new AssertionError("no end: " + run);
      }
      waiting.addAll(runner.run((Job.ForItems) job));
    }
    return run;
  }

  EntryState state(OpenFolder folder, String name) {
    RelativePath path = new RelativePath(name);
    return ledger.files(folder.order().folderId(), List.of(path)).get(path).state();
  }

  @Override
  public void close() {
    ledger.close();
    fixture.close();
  }
}
