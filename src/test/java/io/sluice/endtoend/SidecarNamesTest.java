package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.FakeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Sidecars of files that get another id than their plain one, and of texts. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarNamesTest {
  @TempDir private Path directory;

  private static CommandHere.Ended retry(SidecarSite site, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("retry", "-q", "-c"));
    line.add(site.site().configuration().toString());
    line.addAll(List.of(options));
    return CommandHere.run(site.site().root(), line.toArray(String[]::new));
  }

  private static String explained(SidecarSite site, String name) throws Exception {
    String file = site.site().inbox().resolve(name).toString();
    String configuration = site.site().configuration().toString();
    return CommandHere.run(site.site().root(), "files", file, "-c", configuration).out();
  }

  private static String apart(String stem, String content) {
    return stem + "-r" + Site.sha256(ImageFiles.png(content)).substring(0, 8);
  }

  @Test
  void changedFile_thatIsSentBeside_takesItsSidecarAlong() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      site.site().write("one.png", ImageFiles.png("second"));
      site.sync(4);

      CommandHere.Ended ended = retry(site, "--retry-duplicates");
      assertEquals(0, ended.code(), ended::toString);
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      assertEquals(List.of("a"), site.server().annotations().concepts(apart("one", "second")));
      assertEquals(
          Map.of(
              "one.json",
              "uploaded",
              "one.png",
              "uploaded as one~" + apart("one", "second").substring(5) + ".png"),
          site.states());
      assertEquals(0, retry(site, "--retry-duplicates").code());
      site.sync(0).counts(2, 0, 2);
      assertEquals(2, site.posted());
      assertEquals(2, site.server().annotations().size());
    }
  }

  @Test
  void fileAndSidecarThatChangedTogether_goBeside() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      site.site().write("one.png", ImageFiles.png("second"));
      site.sidecar("one.json", "{\"concepts\": [\"c\"], " + box("b").substring(1));
      site.sync(4);

      CommandHere.Ended ended = retry(site, "--retry-duplicates");
      assertEquals(0, ended.code(), ended::toString);
      String id = apart("one", "second");
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      assertEquals(List.of("b"), site.server().annotations().concepts(id));
      JsonNode concepts = site.server().input(id).data().path("concepts");
      assertEquals("c", concepts.path(0).path("name").asString(""));
    }
  }

  @Test
  void sidecarAloneThatChanged_staysAConflict_alsoWhenDuplicatesAreTried() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0);
      site.sidecar("one.json", box("b"));
      site.sync(4);
      CommandHere.Ended ended = retry(site, "--retry-duplicates");
      assertEquals(4, ended.code(), ended::toString);
      assertTrue(site.states().get("one.json").startsWith("conflict"), ended::toString);
      String told = explained(site, "one.json");
      assertTrue(told.contains("verify --repair"), told);
      assertFalse(told.contains("remote  "), told);
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      assertEquals(1, site.posted());
    }
  }

  @Test
  void fileThatWasSkippedByItsNameAlone_isSentWithItsSidecar() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.server().addDataset(Site.DATASET);
      site.server().addInput("one", Site.DATASET, "");
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      Synced synced = site.sync(4);
      synced.addsUp();
      String reason = synced.failures().get("one.json");
      assertTrue(reason.startsWith("conflict what it says was not added to the input one"), reason);
      assertTrue(reason.contains("sluice retry --retry-duplicates"), reason);
      assertTrue(site.states().get("one.png").startsWith("skipped"), synced::shown);
      assertEquals(4, retry(site).code());
      assertEquals(0, site.server().annotations().size());
      CommandHere.Ended ended = retry(site, "--retry-duplicates");
      assertEquals(0, ended.code(), ended::toString);
      assertEquals(
          List.of("a"),
          site.server().annotations().concepts(apart("one", "one.png")),
          ended::toString);
      site.sync(0);
      assertEquals(1, site.posted());
    }
  }

  @Test
  void renamedOnConflict_andOnChange_bothTakeTheirSidecars() throws Exception {
    try (SidecarSite site =
        new SidecarSite(
            directory, "annotations: optional", "on-conflict: rename", "on-change: rename")) {
      site.picture("one.png");
      site.sidecar("one.json", box("a"));
      site.sync(0).counts(2, 2, 0);
      site.site().write("one.png", ImageFiles.png("second"));
      site.sync(0);
      assertEquals(List.of("a"), site.server().annotations().concepts(apart("one", "second")));

      site.site().forgetLedger();
      site.site().write("one.png", ImageFiles.png("third"));
      site.sync(0);
      assertEquals(List.of("a"), site.server().annotations().concepts(apart("one", "third")));
      assertEquals(3, site.posted());
      assertEquals(3, site.server().annotations().size());
    }
  }

  @Test
  void twoFilesWithOneName_areRenamed_eachWithItsSidecar() throws Exception {
    try (SidecarSite site =
        new SidecarSite(
            directory,
            "annotations: required",
            "on-conflict: rename",
            "preserve-folders: false",
            "organize-by-class: false")) {
      site.picture("a/x.png");
      site.sidecar("a/x.json", box("a"));
      site.picture("b/x.png");
      site.sidecar("b/x.json", box("b"));
      site.sync(0).counts(4, 4, 0);
      for (FakeInput input : site.server().inputs()) {
        String own = input.sha256().equals(Site.sha256(ImageFiles.png("a/x.png"))) ? "a" : "b";
        assertEquals(List.of(own), site.server().annotations().concepts(input.id()));
      }
      assertEquals(2, site.server().inputs().size());
      site.sync(0).counts(4, 0, 4);
    }
  }

  @Test
  void texts_haveSpans() throws Exception {
    try (SidecarSite site =
        new SidecarSite(directory, "annotations: required", "input-type: text")) {
      site.site().write("a.txt", "Änna 😀 Åberg complains".getBytes(StandardCharsets.UTF_8));
      site.sidecar(
          "a.json",
          """
          {"concepts": ["complaint"], "metadata": {"page": 4},
           "annotations": [{"span": {"start": 0, "end": 12}, "concepts": ["name"]}]}
          """);
      site.site().write("b.md", "b\n".getBytes(StandardCharsets.UTF_8));
      site.sidecar("b.md.json", box("box"));
      Synced synced = site.sync(4);
      synced.counts(4, 2, 0);
      FakeInput input = site.server().input("a");
      assertEquals("Änna 😀 Åberg complains", input.content());
      assertEquals("complaint", input.data().path("concepts").path(0).path("name").asString(""));
      assertEquals(4, input.data().path("metadata").path("page").asInt());
      JsonNode info =
          site.server()
              .annotations()
              .of("a")
              .get(0)
              .path("data")
              .path("regions")
              .path(0)
              .path("region_info");
      assertEquals(0, info.path("span").path("char_start").asInt());
      assertEquals(12, info.path("span").path("char_end").asInt());
      assertTrue(synced.failures().get("b.md.json").contains("malformed: "), synced::shown);
      site.sync(4);
      assertEquals(1, site.posted());
    }
  }
}
