package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code csv} that is killed, and begun again by the same command. */
@Execution(ExecutionMode.CONCURRENT)
final class CsvCrashIT {
  private static final int ROWS = 300;
  private static final String[] OPTIONS = {"--csv-type", "url", "--no-labels", "--json"};

  @TempDir private Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
    StringBuilder rows = new StringBuilder("input,inputid\n");
    for (int i = 0; i < ROWS; i++) {
      // Every other one has an id of its own.
      rows.append("https://e.example/")
          .append(i)
          .append(i % 2 == 0 ? ",id-" + i : ",")
          .append('\n');
    }
    site.file("rows.csv", rows.toString().getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private SluiceProcess start() throws Exception {
    List<String> line =
        new java.util.ArrayList<>(
            List.of("csv", "rows.csv", "--dataset", ClarifaiHere.DATASET, "-c"));
    line.add(site.configuration().toString());
    line.addAll(List.of(OPTIONS));
    Path logs = Files.createDirectories(directory.resolve("logs"));
    return SluiceProcess.start(site.in(), logs, line);
  }

  @Test
  void killedBetweenAPostAndItsAnswer_itPostsNothingTwice() throws Exception {
    Doomed doomed = new Doomed();
    AtomicInteger posts = new AtomicInteger();
    site.server()
        .beforeAnswer(
            step -> {
              if (step == Step.POST_INPUTS && posts.incrementAndGet() == 3) {
                doomed.kill();
              }
            });
    try (SluiceProcess csv = doomed.is(start())) {
      assertEquals(137, csv.awaitExit(), csv::toString);
    }
    assertTrue(site.posted() >= 3, () -> "posted: " + site.posted());
    goesOnToItsEnd();
  }

  @Test
  void killedWhileFollowing_itPostsNothingTwice() throws Exception {
    site.server().processing().stick(true);
    try (SluiceProcess csv = start()) {
      await()
          .atMost(SluiceProcess.PATIENCE)
          .until(() -> site.posted() >= ROWS && site.server().count(Step.LIST_INPUTS) > 25);
      csv.kill();
      assertEquals(137, csv.awaitExit(), csv::toString);
    }
    site.server().processing().stick(false);
    goesOnToItsEnd();
  }

  private void goesOnToItsEnd() {
    CommandHere.Ended again = site.csv(0, "rows.csv", OPTIONS);
    assertTrue(again.out().contains("\"images_attempted\":" + ROWS), again::out);
    assertEquals(ROWS, site.server().inputs().size());
    assertEquals(ROWS, site.server().members(ClarifaiHere.DATASET).size());
    assertEquals(ROWS, site.posted());
    CommandHere.Ended last = site.csv(0, "rows.csv", OPTIONS);
    assertTrue(last.out().contains("\"images_skipped\":" + ROWS), last::out);
    assertEquals(ROWS, site.posted());
  }
}
