package io.sluice.upload;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.event.TargetHealth;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.RemoteName;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Lane;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A pool over a real ledger and a platform in memory, whose clock stands still until a test moves
 * it. Serves folders that are added.
 */
final class PoolSite implements AutoCloseable {
  static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  static final int WORKERS = 3;
  private static final Duration LONGEST_TEST_WAIT = Duration.ofMinutes(2);

  final ManualClock clock = new ManualClock(T0);
  final FakeTarget target = new FakeTarget(clock);
  final Queue<IngestEvent.FileOutcome> outcomes = new ConcurrentLinkedQueue<>();
  final Queue<TargetException> openFailures = new ConcurrentLinkedQueue<>();
  final SqliteLedger ledger;
  final UploadPool pool;
  private final Queue<Long> opened = new ConcurrentLinkedQueue<>();
  private final List<Long> folders = new ArrayList<>();
  private final List<Thread> workers = new CopyOnWriteArrayList<>();
  private final Path directory;

  PoolSite(Path directory, RetryPolicy retry) {
    this.directory = directory;
    this.ledger = SqliteLedger.open(directory.resolve("ledger.db"), T0);
    this.pool =
        new UploadPool(
            new PoolSettings(
                "fake",
                WORKERS,
                retry,
                new GroupLimits(500, Duration.ofSeconds(2)),
                RequestBudget.UNLIMITED),
            target,
            ledger,
            new Opened(),
            event -> {
              if (event instanceof IngestEvent.FileOutcome outcome) {
                outcomes.add(outcome);
              }
            },
            clock,
            new Random(7),
            this::worker);
    pool.start();
  }

  private Thread worker(Runnable work) {
    Thread thread = new Thread(work);
    workers.add(thread);
    return thread;
  }

  /** Whether no worker has anything to do, or asks the ledger: each naps until it is woken. */
  private boolean isAtRest() {
    return pool.status().inFlight() == 0
        && workers.stream().allMatch(w -> w.getState() == Thread.State.TIMED_WAITING);
  }

  private final class Opened implements PoolListener {
    @Override
    public void opened(long folderId, Dataset dataset) {
      opened.add(folderId);
    }

    @Override
    public void openFailed(long folderId, TargetException failure) {
      openFailures.add(failure);
    }

    @Override
    public void withdrawn(long folderId, RelativePath path) {
      throw new AssertionError("a file changed: " + path);
    }
  }

  /** Serves another folder, whose dataset may not be opened yet. */
  long serve(String dataset) {
    long folder = ledger.openFolder(new FolderKey(directory, "fake", dataset));
    folders.add(folder);
    pool.serve(
        new FolderOrder(folder, dataset, dataset, true, true, false, ConflictPolicy.REPORT, false));
    return folder;
  }

  /** Serves another folder, once its dataset was opened. */
  long serveOpened(String dataset) {
    long folder = serve(dataset);
    await().until(() -> opened.contains(folder));
    return folder;
  }

  /** Files of a folder that is opened. */
  void waiting(long folder, String dataset, Lane lane, int from, int to) throws IOException {
    String scope = FakeTarget.scope(dataset);
    for (int first = from; first < to; first += 1_000) {
      List<NameClaim> claims = new ArrayList<>();
      for (int i = first; i < Math.min(to, first + 1_000); i++) {
        String name = dataset + "-" + i + ".png";
        Path file = Files.createFile(directory.resolve(name));
        claims.add(
            new NameClaim(
                new RelativePath(name),
                FileStat.of(file).stamp(),
                new RemoteName(scope, "/", name),
                lane));
      }
      ledger.plan(folder, claims, clock.instant());
    }
  }

  void wake() {
    folders.forEach(pool::wake);
  }

  boolean isAway() {
    return pool.status().health() != TargetHealth.OK;
  }

  /** Lets time pass whenever the pool has nothing to do. */
  void workUntil(BooleanSupplier end) {
    await()
        .pollInterval(Duration.ofMillis(2))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofMinutes(30))
        .until(
            () -> {
              if (pool.status().inFlight() == 0 && !end.getAsBoolean()) {
                clock.move(Duration.ofMillis(250));
                wake();
              }
              return end.getAsBoolean();
            });
  }

  /** Lets so much time pass, in steps in which the pool may do what it will. */
  void passing(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      settled(this::isAtRest);
      clock.move(Duration.ofSeconds(1));
      wake();
      // However busy the machine: a worker has done something about it, or found nothing to do.
      settled(clock::isSeen);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Waits for what the pool's threads do at once, without the pauses of a poll. */
  static void settled(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST_TEST_WAIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "the pool does nothing");
      LockSupport.parkNanos(20_000);
    }
  }

  @Override
  public void close() {
    pool.stop(Duration.ofSeconds(5));
    ledger.close();
  }
}
