package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Script;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many faulty replies of Clarifai: every file is there once in the end. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiFaultsIT {
  private static final int MOST_RUNS = 200;

  private static final List<MockResponse> FAULTS =
      List.of(
          ClarifaiScripts.status(500, 98004, "oops"),
          ClarifaiScripts.status(503, 40031, "busy"),
          ClarifaiScripts.status(504, 10020, "Gateway timeout"),
          ClarifaiScripts.status(200, 10030, "Try again"),
          ClarifaiScripts.reply(502, "<html>a proxy's page</html>"),
          ClarifaiScripts.reply(200, "{\"status\":{\"code\":10000"),
          ClarifaiScripts.broken());

  @TempDir private Path directory;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private int faults;

  @Test
  void everyFileIsThereOnce_whenOneOfFiveRepliesIsFaulty() throws Exception {
    everyFileIsThereOnce(120);
  }

  @Test
  @Tag("sweep")
  void everyFileIsThereOnce_ofManyMore() throws Exception {
    everyFileIsThereOnce(2_000);
  }

  private void everyFileIsThereOnce(int files) throws Exception {
    System.out.println("seed " + seed);
    try (ClarifaiSite clarifai = new ClarifaiSite(directory, "batch-size: 3")) {
      clarifai.site().writeMany(files);
      clarifai.server().scripts().chance(this::fault);
      int runs = 0;
      Synced end;
      do {
        end = clarifai.site().sync("--json");
        end.addsUp();
        runs++;
      } while (end.code() != 0 && runs < MOST_RUNS);
      System.out.println(
          files
              + " files took "
              + runs
              + " runs, "
              + clarifai.server().counts()
              + ", "
              + faults
              + " faults");
      assertEquals(0, end.code(), end::shown);
      clarifai.assertAllThereOnce();
      assertTrue(faults > files / 30, "hardly a fault: " + faults);
    }
  }

  /** Whether the platform acts before it fails is left to chance, wherever it comes. */
  private Optional<Script> fault(Step step) {
    if (random.nextDouble() >= 0.2) {
      return Optional.empty();
    }
    faults++;
    return Optional.of(new Script(random.nextBoolean(), FAULTS.get(random.nextInt(FAULTS.size()))));
  }
}
