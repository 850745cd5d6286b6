package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.RemoteImage;
import io.sluice.target.SampleItems;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ImageLookupTest {
  @TempDir Path folder;

  private PictographFixture fixture;
  private FakePictograph server;
  private Target target;
  private Dataset dataset;
  private SampleItems items;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
    target = fixture.target();
    dataset = fixture.dataset();
    items = new SampleItems(folder, target, dataset);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void asksByIdAndName_archivedImagesIncluded() throws Exception {
    target.find(dataset, List.of(items.create("/a b", "o&ne.png")));
    var url = server.requests(Step.LIST).get(0).getUrl();
    assertEquals("ds-0", url.queryParameter("dataset"));
    assertEquals("/a b", url.queryParameter("directory_path"));
    assertEquals("o&ne.png", url.queryParameter("filename"));
    assertEquals("true", url.queryParameter("include_archived"));
  }

  @Test
  void findsByEachNameOfTheFolder_andTakesTheHash() throws Exception {
    String sha = "ab".repeat(32);
    server.instead(
        Step.LIST,
        reply(
            200,
            "{\"data\":[{\"id\":7,\"filename\":\"one.png\",\"virtual_folder_path\":\"a/b/\","
                + "\"file_size\":5,\"sha256\":\""
                + sha
                + "\",\"is_archived\":true}]}"));
    RemoteImage found = present(items.create("/a/b", "one.png"));
    assertEquals("7", found.id());
    assertEquals("/a/b", found.directory());
    assertEquals(5, found.sizeBytes().orElseThrow());
    assertEquals(new ContentDigest(sha), found.digest().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "ONE.png, /, ds-0",
    "one.png, /other, ds-0",
    "one.png, /, ds-9",
  })
  void passesOver_whatWasNotAskedFor(String fileName, String directory, String datasetId)
      throws Exception {
    server.instead(Step.LIST, reply(200, row(fileName, directory, datasetId, false)));
    assertInstanceOf(Finding.Absent.class, find(items.create("/", "one.png")));
    server.instead(Step.LIST, reply(200, row(fileName, directory, datasetId, true)));
    assertInstanceOf(Finding.Unknown.class, find(items.create("/", "one.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"data\":[1]}", "{\"data\":[{\"id\":\"1\"}]}"})
  void isFaulty_whenAListIsNone(String body) {
    server.instead(Step.LIST, reply(200, body));
    TargetException failure =
        assertThrows(TargetException.class, () -> find(items.create("/", "one.png")));
    assertEquals(Kind.FAULTY, failure.kind());
  }

  @Test
  void datasetIsMissing_whenAListIsNotFound() {
    server.instead(Step.LIST, error(404, "not_found", "Dataset not found"));
    TargetException failure =
        assertThrows(TargetException.class, () -> find(items.create("/", "one.png")));
    assertEquals(Kind.DATASET_MISSING, failure.kind());
  }

  @Test
  void cannotTell_whenOnlyAPngOfAHeicsNameIsThere() throws Exception {
    Item item = items.create("/", "one.HEIC");
    assertInstanceOf(Finding.Absent.class, find(item));
    server.instead(Step.LIST, reply(200, row("x.png", "/", "ds-0", false)));
    server.instead(Step.LIST, reply(200, row("one.png", "/", "ds-0", false)));
    assertInstanceOf(Finding.Unknown.class, find(item));
  }

  private static String row(String fileName, String directory, String datasetId, boolean more) {
    return "{\"data\":[{\"id\":\"1\",\"filename\":\"%s\",\"directory_path\":\"%s\",\"dataset_id\":\"%s\"}],"
            .formatted(fileName, directory, datasetId)
        + "\"pagination\":{\"has_more\":"
        + more
        + "}}";
  }

  private RemoteImage present(Item item) throws Exception {
    return assertInstanceOf(Finding.Present.class, find(item)).image();
  }

  private Finding find(Item item) throws TargetException, InterruptedException {
    return target.find(dataset, List.of(item)).get(0);
  }
}
