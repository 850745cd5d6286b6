package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar, halted while it annotates: nothing is there twice, and nothing is missing. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarIT {
  private static final int HALTED = 137;

  @TempDir private Path directory;

  /** The first row of an upload is a picture's, the next ones are those of sidecars. */
  @ParameterizedTest
  @ValueSource(strings = {"uploaded-row.after:1", "attach-call.after:1"})
  void haltedAroundItsAnnotations_goesOn(String point) throws Exception {
    halted(point);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uploaded-row.inside:1", "attach-call.before:1", "uploaded-row.inside:2"})
  @Tag("sweep")
  void haltedAnywhereAroundItsAnnotations_goesOn(String point) throws Exception {
    halted(point);
  }

  private void halted(String point) throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      for (int i = 0; i < 3; i++) {
        site.picture(i + ".png");
        site.sidecar(i + ".json", SidecarSite.box("a", "b", "a"));
      }
      List<String> jvm = List.of("-Xmx256m", "-Dsluice.failpoint=" + point);
      try (SluiceProcess halted = site.site().startWith(jvm, "sync", "--json")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      site.sync(0).addsUp();
      assertEquals(9, site.server().annotations().size());
      assertEquals(3, site.posted());
      for (String state : site.states().values()) {
        assertEquals("uploaded", state);
      }
    }
  }

  @Test
  void killedBetweenTheRequestForAnnotationsAndItsAnswer_goesOn() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      Doomed doomed = new Doomed();
      site.server()
          .beforeAnswer(
              step -> {
                if (step == Step.ANNOTATIONS) {
                  doomed.kill();
                }
              });
      site.picture("one.png");
      site.sidecar("one.json", SidecarSite.box("a", "b"));
      try (SluiceProcess killed = doomed.is(site.site().start("sync", "--json"))) {
        assertTrue(killed.awaitExit() > 128, killed::toString);
      }
      site.sync(0).addsUp();
      assertEquals(List.of("a", "b"), site.server().annotations().concepts("one"));
    }
  }

  /** How much of the first ones is there is not known: what is there is not mixed with others. */
  @Test
  void sidecarThatChangesAfterACrash_whileItWasPosted_isAConflict() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      site.picture("one.png");
      site.sidecar("one.json", SidecarSite.box("first"));
      List<String> jvm = List.of("-Xmx256m", "-Dsluice.failpoint=attach-call.after:1");
      try (SluiceProcess halted = site.site().startWith(jvm, "sync", "--json")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      site.sidecar("one.json", SidecarSite.box("second"));
      site.site().syncHere();
      Synced synced = site.sync(4);
      assertTrue(synced.failures().get("one.json").startsWith("conflict"), synced::shown);
      assertEquals(List.of("first"), site.server().annotations().concepts("one"));
    }
  }

  @Test
  @Tag("sweep")
  void manyPairs_takeFewRequests() throws Exception {
    int pairs = Integer.getInteger("sluice.sweep.pairs", 2_000);
    try (SidecarSite site = new SidecarSite(directory, "annotations: required", "watch: off")) {
      for (int i = 0; i < pairs; i++) {
        site.picture(i + ".png");
        site.sidecar(i + ".json", SidecarSite.box("a", "b", "c"));
      }
      long begin = System.nanoTime();
      try (SluiceProcess sync = site.site().startWith(List.of("-Xmx128m"), "sync", "--json")) {
        assertEquals(0, sync.awaitExit(), sync::toString);
      }
      assertEquals(3 * pairs, site.server().annotations().size());
      System.out.printf(
          "%d pairs took %d s and %s requests, %d of them for annotations%n",
          pairs,
          (System.nanoTime() - begin) / 1_000_000_000,
          site.server().counts(),
          site.server().annotations().posts().size());
    }
  }
}
