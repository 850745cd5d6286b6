package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Script;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code csv} where the platform fails or declines, or a file cannot be had. */
@Execution(ExecutionMode.CONCURRENT)
final class CsvFaultsTest {
  @TempDir private Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** As {@code sync} ends for the same. */
  @Test
  void datasetOfWhichOnlyFailuresAreHeard_isNoRefusal() throws Exception {
    site.server()
        .scripts()
        .chance(
            step ->
                step == Step.DATASET
                    ? Optional.of(
                        new Script(false, ClarifaiScripts.status(503, 40031, "Server unavailable")))
                    : Optional.empty());
    site.file("r.csv", "input\none\n");
    CommandHere.Ended ended = site.csv(75, "r.csv", "--csv-type", "raw", "--no-labels");
    assertTrue(ended.out().contains("Server unavailable (40031)"), ended::out);
  }
}
