package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.UploadItem;
import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Script;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void idThatMayNotBeAskedFor_isItsRowsFailure_andStopsNoOther() throws Exception {
    site.server().kinds().odd("odd");
    StringBuilder rows = new StringBuilder("inputid,input\nodd,x\n");
    for (int i = 0; i < 40; i++) {
      rows.append("r").append(i).append(",text ").append(i).append('\n');
    }
    site.file("r.csv", rows.toString());
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "raw", "--no-labels");
    assertTrue(
        ended.out().contains("failed r.csv:2: the platform does not let the id odd be asked for:"),
        ended::out);
    assertTrue(ended.out().contains("Invalid request (11102)"), ended::out);
    assertTrue(ended.out().contains("40 uploaded"), ended::out);
  }

  @Test
  void idWhosePlaceMayNotBeAskedFor_isItsRowsFailure_andStopsNoOther() throws Exception {
    site.server().addDataset(ClarifaiHere.DATASET);
    site.server().addInput("there", "", "{\"sha256\":\"" + "ab".repeat(32) + "\"}");
    site.server().scripts().instead(Step.MEMBER, ClarifaiScripts.status(400, 11102, "No such way"));
    site.file("r.csv", "inputid,input\nthere,x\nother,y\n");
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "raw", "--no-labels");
    assertTrue(ended.out().contains("failed r.csv:2: the platform does not let"), ended::out);
    assertTrue(ended.out().contains("No such way (11102)"), ended::out);
    assertTrue(ended.out().contains("1 uploaded"), ended::out);
  }

  @Test
  void idsOfLettersThatAreLongInAUrl_areAskedForInRequestsThatServersTake() throws Exception {
    site.server().addDataset(ClarifaiHere.DATASET);
    List<String> line = new ArrayList<>(List.of("dataset", "add", "--dataset", "signs-2026"));
    line.addAll(List.of("-c", site.configuration().toString(), "--target", "tagging"));
    for (int i = 0; i < 128; i++) {
      line.add("\u5199".repeat(60) + i);
    }
    CommandHere.Ended ended = CommandHere.run(site.in(), line.toArray(String[]::new));
    assertTrue(ended.out().contains("128 missing"), ended::out);
    site.server()
        .arrivals()
        .forEach(each -> assertTrue(each.head().length() < 6_000, () -> "" + each.head().length()));
  }

  @Test
  void fileThatCannotBeReached_isToldWhy() throws Exception {
    site.file("r.csv", "input\nnone/x.png\nloop/x.png\n");
    Files.createSymbolicLink(site.in().resolve("loop"), Path.of("loop"));
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "file_path", "--no-labels");
    assertTrue(ended.out().contains("failed r.csv:2: there is no such file"), ended::out);
    assertTrue(
        ended.out().contains("failed r.csv:3: its file: cannot be read: Too many levels"),
        ended::out);
  }

  @Test
  void rootDirectory_isNoFileToUpload() {
    assertThrows(IllegalArgumentException.class, () -> new UploadItem.Content.File(Path.of("/")));
  }
}
