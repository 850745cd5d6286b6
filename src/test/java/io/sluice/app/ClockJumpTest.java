package io.sluice.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.SetBackScript.Jump;
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
import io.sluice.pace.Pace;
import io.sluice.pace.PausedException;
import io.sluice.pace.RateLimit;
import io.sluice.report.PeriodicReport;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.upload.FakeTarget;
import io.sluice.upload.FolderOrder;
import io.sluice.upload.GroupLimits;
import io.sluice.upload.PoolListener;
import io.sluice.upload.PoolSettings;
import io.sluice.upload.RequestBudget;
import io.sluice.upload.RetryPolicy;
import io.sluice.upload.UploadPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the wall clock is set to, nothing waits longer than it was meant to. */
final class ClockJumpTest {
  /** Less than the interval would take. */
  private static final Duration SOON = Duration.ofSeconds(50);

  private final SetBackScript time = new SetBackScript();
  private final ForwardClock clock = time.clock();
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void scanIsDueAfterItsInterval(Jump jump) {
    ScanRequests scans = new ScanRequests(Duration.ofMinutes(1), clock);
    assertTimeoutPreemptively(SOON, scans::awaitDue);
    scans.ended(Duration.ofMillis(10));
    time.jump(jump);
    time.pass(Duration.ofMinutes(1));
    assertEquals(2, assertTimeoutPreemptively(SOON, scans::awaitDue).number());
  }

  @ParameterizedTest
  @EnumSource
  void pauseThatTheServerAskedForEnds(Jump jump) {
    Pace pace = new Pace(1_000, OptionalLong.empty(), clock);
    pace.pauseFor(Duration.ofMinutes(5), clock.instant());
    time.jump(jump);
    time.pass(Duration.ofMinutes(5));
    assertEquals(Duration.ZERO, pace.remainingPause());
  }

  @ParameterizedTest
  @EnumSource
  void requestsOfTheHourComeBack(Jump jump) throws Exception {
    Pace pace = new Pace(1_000, OptionalLong.of(2), OptionalLong.empty(), clock);
    for (int i = 0; i < 2; i++) {
      pace.acquireRequest();
      pace.answered(RateLimit.UNTOLD);
    }
    assertThrows(PausedException.class, pace::acquireRequest);
    time.jump(jump);
    time.pass(Duration.ofMinutes(61));
    pace.acquireRequest();
    assertEquals(3, pace.requests());
  }

  @ParameterizedTest
  @EnumSource
  void reportIsDueAfterItsInterval(Jump jump) {
    PeriodicReport report =
        new PeriodicReport(
            Duration.ofMinutes(1), Duration.ofHours(1), (now, before) -> {}, clock.instant());
    time.jump(jump);
    time.pass(Duration.ofMinutes(1));
    assertFalse(report.nextAt().isAfter(clock.instant()));
    report.report(List.of(), clock.instant());
    assertTrue(report.nextAt().isAfter(clock.instant()), "not at once again");
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreComparedWithTheDiskOnceADay(Jump jump) throws Exception {
    try (WiredFolder wired = new WiredFolder(directory, "max-size: 10B", clock)) {
      long folder = wired.context().folderId();
      Inspector inspector = new Inspector(wired.context(), wired.ledger());
      GoneSweep sweep =
          new GoneSweep(folder, inspector, wired.ledger(), Duration.ofDays(90), clock);
      sweep.runIfDue(Set.of());
      time.jump(jump);
      time.pass(Duration.ofDays(1));
      Instant due = clock.instant();
      sweep.runIfDue(Set.of());
      assertEquals(due, wired.ledger().sweptAt(folder));
      time.pass(Duration.ofHours(23));
      sweep.runIfDue(Set.of());
      assertEquals(due, wired.ledger().sweptAt(folder), "not again on the same day");
    }
  }

  @ParameterizedTest
  @EnumSource
  void failedFileIsDueTheNextDay(Jump jump) throws Exception {
    try (WiredFolder wired = new WiredFolder(directory, "max-size: 10B", clock)) {
      long folder = wired.context().folderId();
      FolderOutcomes outcomes =
          new FolderOutcomes(wired.context(), wired.ledger(), event -> {}, clock);
      outcomes.unreadable(new RelativePath("a.png"), "permission denied");
      outcomes.flush();
      assertEquals(List.of(), wired.ledger().due(folder, clock.instant(), 9));
      time.jump(jump);
      time.pass(Duration.ofDays(1));
      assertEquals(1, wired.ledger().due(folder, clock.instant(), 9).size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void targetIsProbed_andItsFilesGoOut_once(Jump jump) throws Exception {
    FakeTarget target = new FakeTarget(clock);
    target.down(() -> new TargetException(Kind.UNREACHABLE, "away"));
    Queue<IngestEvent> outcomes = new ConcurrentLinkedQueue<>();
    try (SqliteLedger ledger = SqliteLedger.open(directory.resolve("ledger.db"), clock.instant())) {
      long folder = ledger.openFolder(new FolderKey(directory, "fake", "pictures"));
      ledger.bindScope(folder, "dataset-1", clock.instant());
      ledger.plan(folder, List.of(claim("a.png"), claim("b.png")), clock.instant());
      UploadPool pool = pool(target, ledger, outcomes);
      try {
        pool.start();
        pool.serve(
            new FolderOrder(
                folder, "inbox", "pictures", true, true, false, ConflictPolicy.REPORT, false));
        await().until(() -> pool.status().health() == TargetHealth.UNREACHABLE);
        time.jump(jump);
        target.up();
        time.pass(Duration.ofSeconds(30));
        pool.wake(folder);
        // Groups wait some seconds to be filled; each is given them once more.
        await()
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  time.pass(Duration.ofSeconds(1));
                  pool.wake(folder);
                  return outcomes.size() == 2;
                });
      } finally {
        pool.stop(Duration.ofSeconds(5));
      }
    }
    assertEquals(Map.of("/a.png", 1, "/b.png", 1), target.committed());
    assertTrue(target.probes() <= 3, "probes: " + target.probes());
  }

  private UploadPool pool(FakeTarget target, SqliteLedger ledger, Queue<IngestEvent> outcomes) {
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
            "fake",
            2,
            RetryPolicy.daemon(),
            new GroupLimits(10, Duration.ofSeconds(2)),
            RequestBudget.UNLIMITED),
        target,
        ledger,
        nobody,
        event -> {
          if (event instanceof IngestEvent.FileOutcome) {
            outcomes.add(event);
          }
        },
        clock,
        new Random(7),
        Thread::new);
  }

  private NameClaim claim(String name) throws IOException {
    Path file = Files.writeString(directory.resolve(name), name);
    return new NameClaim(
        new RelativePath(name),
        FileStat.of(file).stamp(),
        new RemoteName("dataset-1", "/", name),
        Lane.LIVE);
  }
}
