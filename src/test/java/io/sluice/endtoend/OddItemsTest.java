package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is odd about one file is that file's failure: neither the command's, nor any other's. */
@Execution(ExecutionMode.CONCURRENT)
final class OddItemsTest {
  @TempDir private Path directory;

  @Test
  void directoryWhoseNameCannotBeALabel_failsItsFilesAlone() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "labels: true")) {
      String tooLong = "x".repeat(201);
      String longest = "y".repeat(200);
      for (String folder : Set.of("ok", tooLong, longest, "a\tb")) {
        site.picture(folder + "/one.png");
      }
      for (int run = 0; run < 2; run++) {
        Map<String, String> failures = site.sync(4).failures();
        assertEquals(2, failures.size(), failures::toString);
        assertEquals(
            "failed the name of its directory cannot be its label: a concept has 1 to 200"
                + " characters, not 201; rename it",
            failures.get(tooLong + "/one.png"));
        assertTrue(
            failures.values().stream().anyMatch(one -> one.contains("no control characters")),
            failures::toString);
        assertEquals(2, site.posted());
      }
      // What is there needs no label any more.
      site.folder("labels: false");
      site.sync(0);
      site.site().forgetLedger();
      site.folder("labels: true");
      site.sync(0).counts(4, 0, 4);
    }
  }

  @Test
  void sidecarOfAnInputThatHasFailedMeanwhile_failsInThePlatformsWords() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("photo.png");
      site.sync(0).counts(1, 1, 0);
      site.server().processing().fails("photo.png");
      site.sidecar("photo.png.json", box("cat"));
      site.picture("later.png");
      String reason = site.sync(4).failures().get("photo.png.json");
      assertEquals(
          "failed its input photo could not be processed: Download failed cannot be decoded"
              + " (30002); delete that input there and run: sluice verify --repair, which sends"
              + " both again",
          reason);
      assertEquals("uploaded", site.states().get("later.png"));

      site.server().processing().heals();
      site.server().deleteInput("photo");
      String configuration = site.site().configuration().toString();
      CommandHere.run(site.site().root(), "verify", "-q", "--repair", "-c", configuration);
      assertEquals("uploaded", site.states().get("photo.png.json"));
      assertEquals(1, site.server().annotations().size());
    }
  }
}
