package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import io.sluice.target.clarifai.FakeInput;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon and Clarifai: killed at the worst moments, and asked how far it is. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiDaemonIT {
  private static final int HALTED = 137;
  private static final String ALL_DONE = "report folder=inbox .*uploaded=%d .*pending=0 .*";

  @TempDir private Path directory;

  @Test
  void killedBetweenARequestAndItsAnswer_itSendsNothingTwiceAfterItsStart() throws Exception {
    killedAt(Step.POST_INPUTS);
  }

  @Test
  void killedWhileFollowing_itGoesOnWithThat_andSendsNothingTwice() throws Exception {
    killedAt(Step.LIST_INPUTS);
  }

  /** Kills the daemon at the first such request that comes when there are inputs. */
  private void killedAt(Step step) throws Exception {
    try (ClarifaiSite clarifai = watched()) {
      clarifai.server().processing().after(3);
      clarifai.site().writeMany(12);
      Doomed doomed = new Doomed();
      clarifai
          .server()
          .beforeAnswer(
              asked -> {
                if (asked == step && !clarifai.server().inputs().isEmpty()) {
                  doomed.kill();
                }
              });
      try (SluiceProcess killed = doomed.is(clarifai.site().start("run"))) {
        assertTrue(killed.awaitExit() > 128, killed::toString);
      }
      try (SluiceProcess daemon = clarifai.site().start("run")) {
        daemon.awaitLog(ALL_DONE.formatted(12));
        // Also what comes while it watches is there once.
        clarifai.site().writeQuietly("late/one.png");
        daemon.awaitLog(ALL_DONE.formatted(13));
      }
      clarifai.assertAllThereOnce();
      assertEquals(13, clarifai.posted());
    }
  }

  @Test
  void statusTellsHowManyThePlatformIsAtWorkOn() throws Exception {
    try (ClarifaiSite clarifai = watched()) {
      clarifai.server().processing().stick(true);
      clarifai.site().writeMany(3);
      try (SluiceProcess daemon = clarifai.site().start("run")) {
        daemon.awaitLog("report folder=inbox .*seen=3 .*pending=3 .*");
        awaitStatus(clarifai.site(), "3 being processed, 0 uploaded");
        String shown =
            CommandHere.run(directory, "status", "-c", clarifai.site().configuration().toString())
                .out();
        assertTrue(shown.contains("3 pending (3 being processed by the platform)"), shown);
        clarifai.server().processing().stick(false);
        awaitStatus(clarifai.site(), "0 being processed, 3 uploaded");
      }
    }
  }

  @Test
  void duplicatesAreRetriedByTheDaemon_thoseAlone() throws Exception {
    try (ClarifaiSite clarifai = watched()) {
      clarifai.server().addDataset(Site.DATASET);
      clarifai.server().addInput("skipped", Site.DATASET, "");
      Site site = clarifai.site();
      site.writeQuietly("skipped.png");
      site.writeQuietly("changed.png");
      site.writeQuietly("other.png");
      try (SluiceProcess daemon = site.start("run")) {
        daemon.awaitLog("report folder=inbox .*uploaded=2 skipped=1 .*pending=0 .*");
        site.write("changed.png", ImageFiles.png("second"));
        daemon.awaitLog("report folder=inbox .*conflict=1 .*");
        assertEquals(2, clarifai.posted());
        retryDuplicates(site).counts(3, 2, 1);
        assertEquals(4, clarifai.posted());
        long apart =
            clarifai.server().inputs().stream()
                .map(FakeInput::id)
                .filter(id -> id.matches("(skipped|changed)-r[0-9a-f]{8}"))
                .count();
        assertEquals(2, apart, () -> clarifai.server().inputs().toString());
        // What it was asked once is not what it does from then on.
        site.write("changed.png", ImageFiles.png("third"));
        daemon.awaitLog("report folder=inbox .*uploaded=2 skipped=0 .*conflict=1 .*pending=0 .*");
        assertEquals(4, clarifai.posted());
      }
    }
  }

  @Test
  void retryOfADuplicate_thatWasHalted_isGoneOnWith_andMakesNoSecondInput() throws Exception {
    haltedRetry("commit-call.after:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent-row.after:1", "follow-call.after:1"})
  @Tag("sweep")
  void retryOfADuplicate_thatWasHaltedAnywhere_isGoneOnWith(String point) throws Exception {
    haltedRetry(point);
  }

  private void haltedRetry(String point) throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.server().addDataset(Site.DATASET);
      clarifai.server().addInput("cat", Site.DATASET, "");
      clarifai.site().writeQuietly("cat.png");
      clarifai.site().syncHere(0).counts(1, 0, 1);
      try (SluiceProcess halted =
          clarifai
              .site()
              .startWith(
                  List.of("-Xmx256m", "-Dsluice.failpoint=" + point),
                  "retry",
                  "--retry-duplicates")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      clarifai.site().syncHere(0).counts(1, 1, 0);
      retryDuplicates(clarifai.site()).counts(0, 0, 0);
      assertEquals(1, clarifai.posted());
      assertEquals(2, clarifai.server().inputs().size());
    }
  }

  private static void awaitStatus(Site site, String wanted) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              JsonNode folder = status(site).path("folders").path(0);
              int processing = folder.path("processing").asInt(-1);
              int uploaded = folder.path("uploaded").asInt(-1);
              assertEquals(wanted, processing + " being processed, " + uploaded + " uploaded");
            });
  }

  private static JsonNode status(Site site) throws Exception {
    JsonMapper json = new JsonMapper();
    String url =
        json.readTree(Files.readString(site.state().resolve("daemon.json"))).path("url").asString();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/status.json")).build();
    return json.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static Synced retryDuplicates(Site site) throws Exception {
    try (SluiceProcess retry = site.start("retry", "--retry-duplicates", "--json")) {
      Synced retried = Site.synced(retry);
      assertEquals(0, retried.code(), retried::shown);
      return retried;
    }
  }

  private ClarifaiSite watched() throws Exception {
    ClarifaiSite clarifai = new ClarifaiSite(directory);
    clarifai.site().folder("rescan-interval: 2s", "settle: { quiet-period: 300ms }");
    clarifai.site().rest("report: { interval: 1s, when-idle: 1s }");
    return clarifai;
  }
}
