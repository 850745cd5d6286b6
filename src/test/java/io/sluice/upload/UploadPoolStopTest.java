package io.sluice.upload;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets that hang are stopped side by side. */
final class UploadPoolStopTest {
  private static final int POOLS = 4;

  /** How long an interrupted call is waited for. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(60);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);

  /** Passed only when all are interrupted before the first of them is left behind. */
  private final CyclicBarrier allInterrupted = new CyclicBarrier(POOLS);

  @TempDir Path directory;

  @Test
  void everyHungCallIsInterrupted_beforeAnyIsLeftBehind() {
    try (SqliteLedger ledger = SqliteLedger.open(directory.resolve("ledger.db"), clock.instant())) {
      List<UploadPool> pools = new ArrayList<>();
      for (int i = 0; i < POOLS; i++) {
        String name = "target-" + i;
        FakeTarget target = new FakeTarget(clock);
        target.down(this::hang);
        UploadPool pool = pool(name, target, ledger);
        pool.start();
        long folder = ledger.openFolder(new FolderKey(directory, name, "pictures"));
        pool.serve(
            new FolderOrder(
                folder, name, "pictures", true, true, false, ConflictPolicy.REPORT, false));
        pools.add(pool);
      }
      await().until(() -> hanging.get() == POOLS);
      UploadPool.stopAll(pools, Duration.ZERO, LEFT_BEHIND);
      assertEquals(POOLS, met.get(), "calls that were interrupted together");
    }
  }

  private TargetException hang() {
    hanging.incrementAndGet();
    try {
      never.await();
    } catch (InterruptedException e) {
      meet();
    }
    return new TargetException(TargetException.Kind.UNREACHABLE, "hung");
  }

  private void meet() {
    try {
      allInterrupted.await(LEFT_BEHIND.toMillis(), TimeUnit.MILLISECONDS);
      met.incrementAndGet();
    } catch (BrokenBarrierException | TimeoutException e) {
      System.out.println("not all were interrupted in time: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private UploadPool pool(String name, FakeTarget target, SqliteLedger ledger) {
    PoolListener nobody =
        new PoolListener() {
          @Override
          public void opened(long folderId, Dataset dataset) {}

          @Override
          public void openFailed(long folderId, TargetException failure) {}

          @Override
          public void withdrawn(long folderId, RelativePath path) {}
        };
    return new UploadPool(
        new PoolSettings(
            name,
            1,
            RetryPolicy.daemon(),
            new GroupLimits(10, Duration.ZERO),
            RequestBudget.UNLIMITED),
        target,
        ledger,
        nobody,
        event -> {},
        clock,
        new Random(7),
        Thread::new);
  }
}
