package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileState;
import io.sluice.ledger.Lane;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails for one file, one dataset or one step holds up no more than it must. */
final class HeldUpWorkTest {
  private static final String DATASET = "pictures";

  @TempDir Path directory;
  private PoolSite site;

  @BeforeEach
  void startPool() {
    site = new PoolSite(directory, RetryPolicy.daemon());
  }

  @AfterEach
  void stopPool() {
    site.close();
  }

  private static TargetException failure(Kind kind) {
    return new TargetException(kind, "this alone");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAULTY", "UNREACHABLE", "REFUSED"})
  void datasetThatCannotBeOpened_holdsUpNoOtherFolder(Kind kind) throws Exception {
    site.target.close("broken", () -> failure(kind));
    site.serve("broken");
    long well = site.serve(DATASET);
    site.passing(Duration.ofMinutes(1));
    for (int i = 0; i < 5; i++) {
      site.waiting(well, DATASET, Lane.LIVE, i * 10, i * 10 + 10);
      site.passing(Duration.ofSeconds(30));
      assertEquals(i * 10 + 10, site.outcomes.size(), "after " + i + ": " + site.pool.status());
    }
    int failures = site.openFailures.size();
    site.passing(Duration.ofMinutes(10));
    int asked = site.openFailures.size() - failures;
    assertTrue(asked >= 10 && asked <= 60, "asked for " + asked + " times in ten minutes");
    assertFalse(site.isAway());
    site.target.mend();
    long mended = site.serve("broken");
    site.passing(Duration.ofMinutes(1));
    site.waiting(mended, "broken", Lane.LIVE, 0, 10);
    site.passing(Duration.ofSeconds(30));
    assertEquals(60, site.outcomes.size());
  }

  /** A live folder, so that other groups do well all the time. */
  @ParameterizedTest
  @CsvSource({
    "RESERVE, FAULTY, BACKLOG",
    "RESERVE, UNREACHABLE, LIVE",
    "COMMIT, FAULTY, BACKLOG",
    "COMMIT, UNREACHABLE, LIVE"
  })
  void fileThatTheServerFailsAt_holdsUpNoOther_whileMoreArrive(Stage stage, Kind kind, Lane lane)
      throws Exception {
    long folder = site.serveOpened(DATASET);
    site.target.poison(stage, DATASET + "-7.png", kind);
    int files = 1_200;
    site.waiting(folder, DATASET, lane, 0, files);
    site.wake();
    for (int i = 0; i < 30; i++) {
      site.waiting(folder, DATASET, Lane.LIVE, files, files + 10);
      files += 10;
      site.passing(Duration.ofSeconds(10));
    }
    site.passing(Duration.ofMinutes(2));
    assertEquals(files - 1, site.target.committed().size(), () -> "" + site.pool.status());
    assertEquals(1, site.ledger.counts(folder).of(FileState.PENDING));
    assertFalse(site.target.committed().values().stream().anyMatch(n -> n > 1), "sent twice");
    long sent = site.target.calls(Stage.TRANSFER);
    assertTrue(sent <= files + 20, sent + " transfers for " + files + " files");
    site.target.mend();
    site.passing(Duration.ofMinutes(2));
    assertEquals(files, site.target.committed().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"FAULTY", "UNREACHABLE", "REFUSED"})
  void whatWasSentIsNotSentAgain_whenLookingItUpFailsToo(Kind kind) throws Exception {
    long folder = site.serveOpened(DATASET);
    site.waiting(folder, DATASET, Lane.BACKLOG, 0, 20);
    site.target.breakStage(Stage.COMMIT, () -> failure(Kind.UNREACHABLE));
    site.wake();
    site.workUntil(() -> site.target.calls(Stage.COMMIT) > 0);
    site.target.breakStage(Stage.NAMES, () -> failure(kind));
    site.passing(Duration.ofMinutes(5));
    site.target.mend();
    site.workUntil(() -> site.outcomes.size() >= 20);
    assertEquals(20, site.target.calls(Stage.TRANSFER));
  }
}
