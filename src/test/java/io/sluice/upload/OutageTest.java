package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.event.TargetHealth;
import io.sluice.file.FileState;
import io.sluice.ledger.Lane;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A daemon's pool over a real ledger, whose target is away for three days. Nobody waits for it. */
@Execution(ExecutionMode.CONCURRENT)
final class OutageTest {
  private static final Duration AWAY = Duration.ofDays(3);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final int WORKERS = PoolSite.WORKERS;

  @TempDir Path directory;
  private PoolSite site;
  private ManualClock clock;
  private FakeTarget target;
  private Queue<IngestEvent.FileOutcome> outcomes;
  private SqliteLedger ledger;
  private UploadPool pool;
  private long folder;

  @BeforeEach
  void startPool() {
    site = new PoolSite(directory, RetryPolicy.daemon());
    clock = site.clock;
    target = site.target;
    outcomes = site.outcomes;
    ledger = site.ledger;
    pool = site.pool;
    folder = site.serveOpened("pictures");
  }

  @AfterEach
  void stopPool() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({"UNREACHABLE, 1000", "REFUSED, 600", "FAULTY, 600"})
  void losesNothing_andAsksNowAndThen_whileTheTargetIsAway(Kind kind, int files) throws Exception {
    threeDaysAway(files, files / 2, () -> new TargetException(kind, "away"));
  }

  @Tag("sweep")
  @Test
  void losesNothing_with200_000FilesWaiting() throws Exception {
    threeDaysAway(200_000, 1_000, () -> new TargetException(Kind.UNREACHABLE, "away"));
  }

  @Test
  void obeysRetryAfter_forThreeDays() throws Exception {
    Duration hour = Duration.ofHours(1);
    site.waiting(folder, "pictures", Lane.BACKLOG, 0, 1_000);
    target.downAfter(500, () -> new TargetException(Kind.THROTTLED, "slow down", hour, null));
    pool.wake(folder);
    site.workUntil(target::isDown);
    long before = target.calls();
    for (int i = 0; i < AWAY.toHours(); i++) {
      PoolSite.settled(() -> isParked(TargetHealth.THROTTLED));
      // Before the clock is set: a worker may look at it by itself, and call at once.
      long calls = target.calls();
      clock.set(pool.status().retryAt());
      pool.wake(folder);
      PoolSite.settled(() -> target.calls() > calls);
    }
    long inAll = target.calls() - before;
    assertTrue(inAll <= (AWAY.toHours() + 1) * WORKERS, "calls of a throttled target: " + inAll);
    assertEquals(0, target.probes());
    PoolSite.settled(() -> isParked(TargetHealth.THROTTLED));
    target.up();
    clock.set(pool.status().retryAt());
    allGoThrough(1_000);
  }

  @ParameterizedTest
  @CsvSource({"RESERVE, REFUSED", "TRANSFER, UNREACHABLE", "COMMIT, REFUSED"})
  void asksNowAndThen_whileOneStepFails(Stage stage, Kind kind) throws Exception {
    oneStepFails(stage, kind, Duration.ofMinutes(10));
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({
    "RESERVE, UNREACHABLE", "RESERVE, REFUSED", "RESERVE, FAULTY",
    "TRANSFER, UNREACHABLE", "TRANSFER, REFUSED", "TRANSFER, FAULTY",
    "COMMIT, UNREACHABLE", "COMMIT, REFUSED", "COMMIT, FAULTY"
  })
  void asksNowAndThen_whileAnyStepFails(Stage stage, Kind kind) throws Exception {
    oneStepFails(stage, kind, Duration.ofMinutes(60));
  }

  private void oneStepFails(Stage stage, Kind kind, Duration measured) throws Exception {
    int files = 60;
    site.waiting(folder, "pictures", Lane.BACKLOG, 0, files);
    target.breakStage(stage, () -> new TargetException(kind, "this alone"));
    pool.wake(folder);
    // By then the pauses are as long as they become.
    site.passing(Duration.ofMinutes(4));
    long before = target.calls(stage);
    long sent = target.calls(Stage.TRANSFER);
    long probed = target.probes();
    site.passing(measured);
    long calls = target.calls(stage) - before;
    long most = measured.toSeconds() / 10;
    assertTrue(calls >= measured.toMinutes() / 2 && calls <= most, calls + " calls");
    assertTrue(target.probes() - probed <= most, target.probes() - probed + " probes");
    if (stage == Stage.COMMIT) {
      // Once each time that what was reserved has come to its end, after 15 minutes.
      long again = target.calls(Stage.TRANSFER) - sent;
      assertTrue(again <= files * (measured.toMinutes() / 15 + 1), again + " transfers");
    }
    target.mend();
    Instant mended = clock.instant();
    site.workUntil(() -> outcomes.size() >= files);
    assertEquals(files, target.committed().size());
    assertFalse(target.committed().values().stream().anyMatch(times -> times > 1), "sent twice");
    assertEquals(0, ledger.counts(folder).of(FileState.FAILED));
    Duration late = Duration.between(mended, clock.instant());
    assertTrue(late.compareTo(A_MINUTE.multipliedBy(2)) <= 0, "all there only after " + late);
  }

  /** Away from the moment on that so many images are there. */
  private void threeDaysAway(int files, int there, Supplier<TargetException> failure)
      throws Exception {
    site.waiting(folder, "pictures", Lane.BACKLOG, 0, files);
    target.downAfter(there, failure);
    pool.wake(folder);
    // What was under way may still succeed after the first failure, and open the gate once more.
    site.workUntil(() -> target.isDown() && isParked(pool.status().health()) && site.isAway());
    Instant gone = clock.instant();
    long calls = target.calls();
    long probed = target.probes();
    while (clock.instant().isBefore(gone.plus(AWAY))) {
      probeOnce();
    }
    long probes = target.probes() - probed;
    long most = AWAY.toSeconds() / 10;
    assertTrue(probes >= AWAY.toMinutes() && probes <= most, "probes in three days: " + probes);
    assertEquals(1, target.mostProbesAtOnce());
    long calledMeanwhile = target.calls() - calls;
    assertTrue(calledMeanwhile <= WORKERS, "calls while parked: " + calledMeanwhile);
    target.up();
    Instant back = clock.instant();
    allGoThrough(files);
    Duration pause = Duration.between(back, target.workedAt().orElseThrow());
    assertTrue(pause.compareTo(A_MINUTE) <= 0, "at work again after " + pause);
  }

  private void probeOnce() throws InterruptedException {
    PoolSite.settled(() -> isParked(pool.status().health()) && site.isAway());
    Instant next = pool.status().retryAt();
    Duration wait = Duration.between(clock.instant(), next);
    assertTrue(wait.compareTo(A_MINUTE) <= 0, "the next probe after " + wait);
    clock.set(next);
    pool.wake(folder);
    assertTrue(target.awaitProbe(Duration.ofMinutes(2)), "nobody probes");
  }

  private boolean isParked(TargetHealth health) {
    PoolStatus status = pool.status();
    return status.health() == health
        && status.inFlight() == 0
        && status.retryAt().isAfter(clock.instant());
  }

  /** Each file is uploaded, once, at its first attempt. */
  private void allGoThrough(int files) {
    site.workUntil(() -> outcomes.size() >= files);
    assertEquals(files, outcomes.size());
    assertEquals(files, target.committed().size());
    assertFalse(target.committed().values().stream().anyMatch(times -> times > 1), "sent twice");
    outcomes.forEach(
        outcome -> {
          assertEquals(FileState.UPLOADED, outcome.state(), outcome::reason);
          assertEquals(1, outcome.attempts(), "attempts of " + outcome.path());
        });
    assertEquals(0, ledger.counts(folder).of(FileState.PENDING));
    assertEquals(0, ledger.counts(folder).of(FileState.FAILED));
  }
}
