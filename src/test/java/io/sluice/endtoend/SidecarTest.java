package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.config.Annotations;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.target.clarifai.FakeInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Pictures and their sidecars, synced once. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarTest {
  private static final String ALL =
      """
      {"concepts": ["door", {"name": "window", "value": 0}],
       "metadata": {"camera": 3, "filename": "mine"},
       "geo_point": {"longitude": 24.94, "latitude": 60.17},
       "annotations": [
         {"box": {"top": 0.1, "left": 0.25, "bottom": 0.6, "right": 0.75}, "concepts": ["handle"]},
         {"polygon": [{"x": 0.87, "y": 0.66}, {"x": 0.45, "y": 1}, {"x": 0.82, "y": 0.42}],
          "concepts": ["pane"]}]}
      """;

  @TempDir private Path directory;

  @Test
  void pictureIsSentWithWhatItsSidecarSays_andAnnotatedOnceItIsProcessed() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.server().processing().after(2);
      site.picture("a/door.png");
      site.sidecar("a/door.png.json", ALL);
      site.picture("plain.png");

      site.sync(0).counts(3, 3, 0);

      FakeInput input = site.server().input("door");
      JsonNode data = input.data();
      assertEquals("[\"door\",\"window\"]", names(data.path("concepts")));
      assertEquals(0, data.path("concepts").path(1).path("value").asDouble());
      assertEquals(3, data.path("metadata").path("camera").asInt());
      assertEquals("door.png", input.fileName());
      assertEquals(60.17, data.path("geo").path("geo_point").path("latitude").asDouble());
      assertEquals(List.of("handle", "pane"), site.server().annotations().concepts("door"));
      JsonNode box = site.server().annotations().of("door").get(0);
      assertEquals(
          "{\"top_row\":0.1,\"left_col\":0.25,\"bottom_row\":0.6,\"right_col\":0.75}",
          box.path("data")
              .path("regions")
              .path(0)
              .path("region_info")
              .path("bounding_box")
              .toString());
      assertEquals(2, site.server().inputs().size());

      site.sync(0).counts(3, 0, 3);
      assertEquals(2, site.server().annotations().size());
      assertEquals(1, site.server().annotations().posts().size());
    }
  }

  private static String names(JsonNode concepts) {
    return "["
        + String.join(
            ",", concepts.values().stream().map(one -> one.path("name").toString()).toList())
        + "]";
  }

  @Test
  void theExample_isAConfigurationThatLoads_andItsFilesGo() throws Exception {
    Path example = Path.of("examples/clarifai-sidecars/sluice.yaml").toAbsolutePath();
    Path key = Files.writeString(directory.resolve("k"), "k\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Environment environment =
        new Environment(Map.of("SLUICE_CLARIFAI_KEY", key.toString()), directory, directory);
    SluiceConfig config = ConfigLoader.load(example, environment);
    assertEquals(Annotations.OPTIONAL, config.folders().get(0).media().annotations());
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      for (String name : List.of("stop.jpg", "stop.json")) {
        Path file = config.folders().get(0).path().resolve(name);
        site.site().write(name, Files.readAllBytes(file));
      }
      site.sync(0).counts(2, 2, 0);
      assertEquals(List.of("sign", "upper half"), site.server().annotations().concepts("stop"));
    }
  }

  @Test
  void aDryRun_saysWhatWouldBeSent() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.picture("two.png");
      site.sidecar("package.json", "x");
      site.picture("bad.png");
      site.sidecar("bad.json", "{}{}");
      CommandHere.Ended ended =
          CommandHere.run(
              site.site().root(), "sync", "-n", "-q", "-c", site.site().configuration().toString());
      assertTrue(ended.out().contains("would upload 2 files"), ended::out);
      assertTrue(ended.out().contains("waits for its sidecar, two.png.json"), ended::out);
      assertTrue(ended.out().contains("malformed: line 1"), ended::out);
      assertEquals(List.of(), site.server().posts());
    }
  }

  @Test
  void manyAnnotations_goInFullRequests_andAreSkippedWhenTheLedgerIsLost() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      String[] concepts = new String[300];
      for (int i = 0; i < concepts.length; i++) {
        concepts[i] = "c" + i % 250;
      }
      site.picture("one.png");
      site.sidecar("one.json", box(concepts));
      site.sync(0).counts(2, 2, 0);
      assertEquals(300, site.server().annotations().size());
      assertEquals(List.of(128, 128, 44), site.server().annotations().posts());

      site.site().forgetLedger();
      site.sync(0).counts(2, 0, 2);
      assertEquals(300, site.server().annotations().size());
    }
  }

  @Test
  void annotationsThatAreMissing_areCompleted_whenTheLedgerIsLost() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      site.site().forgetLedger();
      site.sidecar("one.json", box("a", "b"));
      site.sync(0).counts(2, 1, 1);
      assertEquals(List.of("a", "b"), site.server().annotations().concepts("one"));
    }
  }

  @Test
  void malformedSidecar_fails_andItsPictureGoes_unlessItIsRequired() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", "{\"annotation\": []}");
      Synced synced = site.sync(4);
      synced.counts(2, 1, 0);
      assertEquals(
          "failed malformed: the document has a key that is not known; known are annotations,"
              + " concepts, geo_point, id, metadata",
          synced.failures().get("one.json"));
      assertEquals(1, site.server().inputs().size());

      site.sidecar("one.json", box("late"));
      site.sync(0).counts(2, 1, 1);
      assertEquals(List.of("late"), site.server().annotations().concepts("one"));
    }
  }

  @Test
  void requiredSidecar_thatIsMalformedOrMissing_keepsBoth_untilItIsThere() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.picture("bad.png");
      site.sidecar("bad.json", "{\"geo_point\": {\"longitude\": 200, \"latitude\": 0}}");
      site.picture("none.png");
      site.picture("good.png");
      site.sidecar("good.JSON", box("a"));
      Synced synced = site.sync(4);
      synced.counts(5, 2, 0);
      Map<String, String> failures = synced.failures();
      assertEquals(
          "incomplete waits for its sidecar, none.png.json or the like", failures.get("none.png"));
      assertEquals(
          "incomplete malformed: a longitude must be in -180..180, not 200.0",
          failures.get("bad.json"));
      assertTrue(
          failures.get("bad.png").startsWith("incomplete waits for its sidecar bad.json, which is"),
          failures::toString);
      assertEquals(List.of("good"), site.server().members(Site.DATASET));

      site.sidecar("bad.json", box("a"));
      site.sidecar("none.png.json", "{\"concepts\": [\"b\"]}");
      site.sync(0).counts(6, 4, 2);
      assertEquals("[\"b\"]", names(site.server().input("none").data().path("concepts")));
      assertEquals(List.of("a"), site.server().annotations().concepts("bad"));
    }
  }

  @Test
  void sidecarThatComesLate_isPosted_andSaysWhatCouldNotBeSentAnyMore() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.picture("two.png");
      site.sync(0).counts(2, 2, 0);
      site.sidecar("one.json", ALL);
      site.sidecar("two.json", "{\"concepts\": [\"late\"]}");
      Synced synced = site.sync(4);
      synced.counts(4, 1, 2);
      assertTrue(synced.failures().get("two.json").contains("its concepts were not sent"));
      assertEquals(List.of("handle", "pane"), site.server().annotations().concepts("one"));
      assertTrue(
          site.states().get("one.json").contains("its concepts and metadata and place were not"),
          () -> "no remark");
      assertEquals(2, site.server().inputs().size());
      assertEquals(2, site.posted());
    }
  }

  @Test
  void sidecarThatChangesAfterItWasSent_isAConflict() throws Exception {
    try (SidecarSite site =
        new SidecarSite(directory, "annotations: optional", "on-change: rename")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      site.sidecar("one.json", box("b"));
      Synced synced = site.sync(4);
      assertTrue(synced.failures().get("one.json").startsWith("conflict changed after"));
      site.sync(4);
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
    }
  }

  @Test
  void jsonOfOtherTools_isNoSidecar_andNoFailure() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("package.json", "{\"name\": 3");
      site.sidecar("coco.json", "x".repeat(2_000_000));
      site.sync(0).counts(3, 1, 2);
      assertTrue(site.states().get("coco.json").startsWith("skipped no sidecar"));
      // Until a picture of its name comes.
      site.picture("package.png");
      Synced synced = site.sync(4);
      assertTrue(
          synced.failures().get("package.json").startsWith("failed malformed: line 1"),
          synced::shown);
      assertEquals(2, site.server().inputs().size());
    }
  }

  @Test
  void annotationThatThePlatformRefuses_failsTheSidecarAlone_andRetryPostsThatAlone()
      throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.server().annotations().refuse("bad");
      site.picture("one.png");
      site.sidecar("one.json", box("good", "bad"));
      Synced synced = site.sync(4);
      synced.counts(2, 1, 0);
      assertEquals(
          "failed 1 of 2 annotations are refused: annotation 24155 (24155)",
          synced.failures().get("one.json"));
      site.server().annotations().refuseNothing();
      int looks = site.server().posts().size();
      assertEquals(0, run(site, "retry"));
      assertEquals(looks, site.server().posts().size());
      assertEquals("uploaded", site.states().get("one.json"));
      assertEquals(List.of("good", "bad"), site.server().annotations().concepts("one"));
      assertEquals(1, site.server().posts().size());
    }
  }

  @Test
  void pictureThatFails_keepsItsSidecar_whichFollowsOnceItIsThere() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.server().processing().fails("one.png");
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.site().write("cut.png", Arrays.copyOf(ImageFiles.png("cut"), 60));
      site.sidecar("cut.json", box("a"));
      Synced synced = site.sync(4);
      synced.counts(4, 0, 0);
      assertEquals(
          "incomplete is not sent without one.png, which is failed",
          synced.failures().get("one.json"));
      assertEquals(
          "incomplete is not sent without cut.png, which is incomplete",
          synced.failures().get("cut.json"));
      assertEquals(0, site.server().annotations().size());

      site.server().deleteInput("one");
      site.delete("one.png");
      site.site().write("one.png", ImageFiles.png("another"));
      site.server().processing().heals();
      site.picture("cut.png");
      site.sync(0).counts(4, 4, 0);
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      assertEquals(List.of("a"), site.server().annotations().concepts("cut"));
    }
  }

  @Test
  void repairOfAPictureThatIsGone_sendsItsAnnotationsAgain() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      assertEquals(0, verify(site));
      site.server().deleteInput("one");
      assertEquals(4, verify(site));
      verify(site, "--repair");
      site.sync(0).addsUp();
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      assertEquals(0, verify(site));
    }
  }

  private static int verify(SidecarSite site, String... options) throws Exception {
    return run(site, "verify", options);
  }

  private static int run(SidecarSite site, String command, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of(command, "-q", "-c"));
    line.add(site.site().configuration().toString());
    line.addAll(List.of(options));
    return CommandHere.run(site.site().root(), line.toArray(String[]::new)).code();
  }
}
