package io.sluice.endtoend;

import static io.sluice.endtoend.SidecarSite.box;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sluice.app.Daemon;
import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pictures and sidecars that come, change and go while a daemon watches. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarDaemonTest {
  private static final Map<String, String> BOTH_UPLOADED =
      Map.of("one.png", "uploaded", "one.json", "uploaded");

  @TempDir private Path directory;

  private static void within(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void pictureWaitsForTheSidecarThatItNeeds_andGoesAsSoonAsItIsThere() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      site.patient("annotations: required");
      site.picture("one.png");
      try (Daemon patient = site.daemon()) {
        assertNotNull(patient);
        within(() -> site.states().getOrDefault("one.png", "").startsWith("pending waits for its"));
      }
      site.folder("annotations: required");
      try (Daemon quick = site.daemon()) {
        assertNotNull(quick);
        within(() -> site.states().getOrDefault("one.png", "").startsWith("incomplete waits for"));
        assertEquals(0, site.server().inputs().size());
        site.sidecar("one.json", box("a"));
        within(() -> site.states().equals(BOTH_UPLOADED));
        assertEquals(List.of("a"), site.server().annotations().concepts("one"));
      }
    }
  }

  @Test
  void sidecarThatWasMalformed_isMended_andBothGo() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required");
        Daemon daemon = site.daemon()) {
      assertNotNull(daemon);
      site.picture("one.png");
      site.sidecar("one.json", "{\"concepts\": [");
      within(() -> site.states().getOrDefault("one.json", "").startsWith("incomplete malformed"));
      within(() -> site.states().getOrDefault("one.png", "").startsWith("incomplete waits"));
      site.sidecar("one.json", box("a"));
      within(() -> site.states().equals(BOTH_UPLOADED));
      assertEquals(1, site.server().posts().size());
    }
  }

  @Test
  void sidecarThatComesBeforeItsPicture_orAfterItsUpload_isPosted() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional");
        Daemon daemon = site.daemon()) {
      assertNotNull(daemon);
      site.sidecar("one.json", box("a"));
      within(() -> site.states().getOrDefault("one.json", "").startsWith("skipped no sidecar"));
      site.picture("one.png");
      within(() -> site.states().equals(BOTH_UPLOADED));
      assertEquals(List.of("a"), site.server().annotations().concepts("one"));

      site.picture("two.png");
      within(() -> site.states().getOrDefault("two.png", "").equals("uploaded"));
      site.sidecar("two.png.json", box("b"));
      within(() -> site.states().getOrDefault("two.png.json", "").equals("uploaded"));
      assertEquals(List.of("b"), site.server().annotations().concepts("two"));
      assertEquals(2, site.server().inputs().size());
    }
  }

  @Test
  void sidecarThatChangesBeforeItsPictureIsPosted_isSentAsItIsThen() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      AtomicBoolean once = new AtomicBoolean();
      site.server()
          .beforeAnswer(
              step -> {
                if (step == Step.LIST_INPUTS && once.compareAndSet(false, true)) {
                  rewrite(site, "{\"concepts\": [\"new one\"]}");
                }
              });
      site.picture("one.png");
      site.sidecar("one.json", "{\"concepts\": [\"old\"]}");
      try (Daemon daemon = site.daemon()) {
        assertNotNull(daemon);
        within(() -> site.states().equals(BOTH_UPLOADED));
      }
      assertEquals(1, site.server().posts().size());
      assertEquals(
          "new one",
          site.server().input("one").data().path("concepts").path(0).path("name").asString());
    }
  }

  @Test
  void sidecarThatChangesBeforeItIsPosted_orIsTakenAway_isNeverPostedAsItWas() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      AtomicBoolean once = new AtomicBoolean();
      site.server()
          .beforeAnswer(
              step -> {
                if (step == Step.POST_INPUTS && once.compareAndSet(false, true)) {
                  rewrite(site, box("new"));
                }
              });
      site.picture("one.png");
      site.sidecar("one.json", box("old"));
      try (Daemon daemon = site.daemon()) {
        assertNotNull(daemon);
        within(() -> site.states().equals(BOTH_UPLOADED));
      }
      assertEquals(List.of("new"), site.server().annotations().concepts("one"));
    }
  }

  @Test
  void sidecarThatIsTakenAwayBeforeTheUpload_letsItsPictureGoAlone() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: optional")) {
      AtomicBoolean once = new AtomicBoolean();
      site.server()
          .beforeAnswer(
              step -> {
                if (step == Step.LIST_INPUTS && once.compareAndSet(false, true)) {
                  remove(site);
                }
              });
      site.picture("one.png");
      site.sidecar("one.json", "{\"concepts\": [\"old\"]}");
      try (Daemon daemon = site.daemon()) {
        assertNotNull(daemon);
        within(() -> site.states().getOrDefault("one.png", "").equals("uploaded"));
        within(() -> site.states().getOrDefault("one.json", "vanished").startsWith("vanished"));
      }
      assertEquals(0, site.server().input("one").data().path("concepts").size());
    }
  }

  private static void rewrite(SidecarSite site, String json) {
    try {
      site.sidecar("one.json", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(SidecarSite site) {
    try {
      site.delete("one.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void answersThatAreLost_mixedOrBusy_costNoAnnotation_andMakeNoneTwice() throws Exception {
    try (SidecarSite site = new SidecarSite(directory, "annotations: required")) {
      ClarifaiScripts scripts = site.server().scripts();
      scripts.afterwards(Step.ANNOTATIONS, ClarifaiScripts.broken());
      scripts.instead(Step.ANNOTATIONS, ClarifaiScripts.reply(502, "<html>oops</html>"));
      scripts.afterwards(Step.ANNOTATIONS, ClarifaiScripts.status(504, 10020, "Gateway timeout"));
      scripts.instead(
          Step.ANNOTATIONS, ClarifaiScripts.status(429, "CONN_THROTTLED", "Too many requests"));
      site.server().annotations().busyOnce("b");
      site.picture("one.png");
      site.sidecar("one.json", box("a", "b", "b"));
      try (Daemon daemon = site.daemon()) {
        assertNotNull(daemon);
        await().atMost(Duration.ofMinutes(3)).until(() -> site.states().equals(BOTH_UPLOADED));
      }
      assertEquals(3, site.server().annotations().size());
      assertEquals(1, site.server().posts().size());
    }
  }
}
