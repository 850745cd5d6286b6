package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.file.ContentDigest;
import io.sluice.target.clarifai.ClarifaiScripts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rows whose inputs are there, and that the platform has not processed. */
@Execution(ExecutionMode.CONCURRENT)
final class UnprocessedInputsTest {
  private static final String URL = "https://slow.example/x.jpg";
  private static final String[] OPTIONS = {"--csv-type", "url", "--no-labels", "--json"};

  @TempDir private Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
    String metadata = "{\"url_sha256\":\"%s\"}".formatted(ContentDigest.ofText(URL).hex());
    site.server().addDataset(ClarifaiHere.DATASET);
    site.server().addInput("slow", ClarifaiHere.DATASET, metadata);
    site.file("r.csv", "inputid,input\nslow," + URL + "\n");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void inputThatIsBeingProcessed_isSkippedOnlyOnceItIs() {
    site.server().processing().after(4);
    CommandHere.Ended ended = site.csv(0, "r.csv", OPTIONS);
    assertTrue(ended.out().contains("\"images_skipped\":1"), ended::out);
    int looks = site.server().count(ClarifaiScripts.Step.LIST_INPUTS);
    assertTrue(looks >= 4, looks + " looks");
    assertEquals(0, site.posted());
  }

  @Test
  void inputThatIsBeingProcessed_andComesToNothing_hasFailed_inEachRun() {
    site.server().processing().after(3);
    site.server().processing().fails("slow");
    for (int run = 0; run < 2; run++) {
      CommandHere.Ended ended = site.csv(4, "r.csv", OPTIONS);
      assertTrue(ended.out().contains("\"images_skipped\":0"), ended::out);
      assertTrue(ended.out().contains("cannot be decoded (30002)"), ended::out);
      assertTrue(ended.out().contains("delete"), ended::out);
    }
    assertEquals(0, site.posted());
  }

  @Test
  void inputThatIsBeingProcessed_isThereAtOnce_whereNobodyWaits() {
    site.server().processing().stick(true);
    CommandHere.Ended ended =
        site.csv(0, "r.csv", "--csv-type", "url", "--no-labels", "--no-wait", "--json");
    assertTrue(ended.out().contains("\"images_skipped\":1"), ended::out);
  }
}
