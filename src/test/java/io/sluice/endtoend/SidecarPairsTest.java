package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.target.clarifai.FakeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Which file a sidecar belongs to, and what is none. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarPairsTest {
  @TempDir private Path directory;

  private static String names(JsonNode concepts) {
    return "["
        + String.join(
            ",", concepts.values().stream().map(one -> one.path("name").toString()).toList())
        + "]";
  }

  @Test
  void wholeNameWins_andOneThatCouldBeOfTwo_isAConflict() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.site().write("one.jpg", ImageFiles.jpeg("one.jpg"));
      site.picture("one.png");
      site.sidecar("one.json", box("stem"));
      site.sidecar("one.png.json", box("whole"));
      site.site().write("two.jpg", ImageFiles.jpeg("two.jpg"));
      site.picture("two.png");
      site.sidecar("two.json", box("whose"));
      site.picture("three.png");
      site.sidecar("three.json", box("a"));
      site.sidecar("three.JSON", box("b"));
      Synced synced = site.sync(4);
      synced.counts(10, 7, 0);
      Map<String, String> failures = synced.failures();
      assertEquals(
          "conflict two.json could belong to two.jpg and two.png; call it two.jpg.json, or as the"
              + " other one",
          failures.get("two.json"));
      assertEquals(
          "conflict there are several: three.JSON and three.json", failures.get("three.json"));
      for (FakeInput input : site.server().inputs()) {
        String expected = input.fileName().equals("one.jpg") ? "stem" : "whole";
        assertEquals(
            input.fileName().startsWith("one") ? List.of(expected) : List.of(),
            site.server().annotations().concepts(input.id()),
            input.fileName());
      }
    }
  }

  @Test
  void namesAreComparedAsBytes_andTheExtensionInAnyLetterCase() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.picture("café 1.png");
      site.sidecar("café 1.Json", box("a"));
      site.picture("b.jpg.PNG");
      site.sidecar("b.jpg.json", box("b"));
      site.picture("C.png");
      site.sidecar("c.json", box("c"));
      Synced synced = site.sync(4);
      synced.counts(6, 4, 1);
      assertEquals(List.of("C.png"), List.copyOf(synced.failures().keySet()));
      assertEquals(List.of("a"), site.server().annotations().concepts("caf_1"));
      assertEquals(List.of("b"), site.server().annotations().concepts("b_jpg"));
    }
  }

  @Test
  void includesAndLimitsOfSize_areNotForSidecars_andLinksAndDirectoriesAreNone() throws Exception {
    try (SidecarSite site =
        new SidecarSite(
            directory, "annotations: optional", "include: [\"*.png\"]", "min-size: 70B")) {
      site.picture("one.png");
      site.sidecar("one.json", "{\"concepts\":[\"a\"]}");
      site.picture("linked.png");
      Path elsewhere =
          Files.writeString(directory.resolve("secret"), box("secret"), StandardCharsets.UTF_8);
      Files.createSymbolicLink(site.site().inbox().resolve("linked.json"), elsewhere);
      site.picture("dir.png");
      Files.createDirectories(site.site().inbox().resolve("dir.json"));
      site.sync(0).counts(4, 4, 0);
      assertEquals("[\"a\"]", names(site.server().input("one").data().path("concepts")));
      assertEquals(0, site.server().annotations().size());
    }
  }
}
