package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sidecars that come after another file has got the id of theirs. */
@Execution(ExecutionMode.CONCURRENT)
final class LateSidecarTest {
  @TempDir private Path directory;

  @Test
  void inputWhoseIdAnotherFileHasGotSince_isNotGivenALateSidecar() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("a/one.png");
      site.sync(0).counts(1, 1, 0);
      site.server().deleteInput("one");
      site.picture("b/one.png");
      site.sync(0).counts(2, 1, 1);
      assertEquals("/b", site.server().input("one").directory());

      site.sidecar("a/one.json", box("mine"));
      String reason = site.sync(4).failures().get("a/one.json");
      assertEquals(
          "conflict what it says was not added to the input one, which has other content than"
              + " one.png by now: that input was deleted, it seems, and another file got its id;"
              + " run: sluice verify --repair, which sends both again",
          reason);
      assertEquals(0, site.server().annotations().size());

      String configuration = site.site().configuration().toString();
      CommandHere.run(site.site().root(), "verify", "-q", "--repair", "-c", configuration);
      assertEquals("uploaded", site.states().get("a/one.json"));
      assertEquals(2, site.server().inputs().size());
      assertEquals(0, site.server().annotations().of("one").size());
      assertEquals(1, site.server().annotations().size());
    }
  }

  @Test
  void lateSidecarOfAFileThatWasThereBefore_isComparedWithTheFileItself() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      for (String name : List.of("a/one.png", "a/two.png")) {
        site.picture(name);
      }
      site.sync(0).counts(2, 2, 0);
      site.site().forgetLedger();
      site.sync(0).counts(2, 0, 2);
      site.server().deleteInput("one");
      site.picture("b/one.png");
      site.sync(0).counts(3, 1, 2);

      site.sidecar("a/one.json", box("mine"));
      site.sidecar("a/two.json", box("mine"));
      String reason = site.sync(4).failures().get("a/one.json");
      assertTrue(reason.contains("has other content than one.png by now"), reason);
      assertEquals(List.of("mine"), site.server().annotations().concepts("two"));
      assertEquals(1, site.server().annotations().size());
    }
  }
}
