package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import io.sluice.target.clarifai.FakeClarifai;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar and Clarifai: every file becomes an input once, whatever its name. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiIT {
  private static final int HALTED = 137;
  private static final List<String> COLLIDING =
      List.of(
          "cat.jpg.png",
          "cat.png",
          "Cat.png",
          "cat .png",
          "cats/a.b.png",
          "cats/a.c.png",
          "cats/a_b.png",
          "cats/sub/a.b.png",
          "dogs/a.b.png",
          "dogs/cat.png",
          "dogs/写真.png",
          "dogs/絵.png",
          "dogs/().png");

  @TempDir private Path directory;

  @Test
  void everyFileIsThereOnce_howeverItsNameCollides_andAllAreSkippedWhenTheLedgerIsLost()
      throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory, "batch-size: 5")) {
      clarifai.site().folder("labels: true");
      COLLIDING.forEach(clarifai.site()::writeQuietly);
      clarifai.site().write("cat.jpg", ImageFiles.jpeg("cat.jpg"));
      int files = COLLIDING.size() + 1;
      clarifai.site().sync(0).counts(files, files, 0);
      clarifai.assertAllThereOnce();
      assertEquals("sub", clarifai.concepts().get("/cats/sub a.b.png"));
      assertEquals("dogs", clarifai.concepts().get("/dogs 写真.png"));
      assertEquals("inbox", clarifai.concepts().get("/ cat.png"));
      int posted = clarifai.posted();
      clarifai.site().forgetLedger();
      clarifai.site().sync(0).counts(files, 0, files);
      assertEquals(posted, clarifai.posted());
      clarifai.assertAllThereOnce();
    }
  }

  @Test
  void largeBatches_keepEveryLimit_inASmallHeap() throws Exception {
    largeBatches(150);
  }

  @Test
  @Tag("sweep")
  void largeBatches_keepEveryLimit_inASmallHeap_withManyMore() throws Exception {
    largeBatches(1_000);
  }

  private void largeBatches(int files) throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory, "batch-size: 128")) {
      clarifai.site().writeMany(files - 1);
      clarifai.site().write("large.png", ImageFiles.png("large", 15_000_000));
      try (SluiceProcess process =
          clarifai.site().startWith(List.of("-Xmx128m"), "sync", "--json")) {
        Synced synced = Site.synced(process);
        assertEquals(0, synced.code(), synced::shown);
        synced.counts(files, files, 0);
      }
      clarifai.assertAllThereOnce();
      assertEquals(files, clarifai.posted());
      assertTrue(clarifai.server().posts().stream().anyMatch(post -> post.ids().size() > 32));
      System.out.println(
          files
              + " files took "
              + clarifai.server().posts().size()
              + " posts of at most "
              + clarifai.server().posts().stream()
                  .mapToLong(FakeClarifai.Post::bodyBytes)
                  .max()
                  .orElse(0)
              + " bytes, "
              + clarifai.server().arrivals().size()
              + " requests: "
              + clarifai.server().counts());
    }
  }

  @Test
  @Tag("sweep")
  void batchesAreBoundByBytes_too() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory, "batch-size: 128")) {
      for (int i = 0; i < 6; i++) {
        clarifai.site().write(i + ".png", ImageFiles.png("large " + i, 19_000_000));
      }
      clarifai.site().sync(0).counts(6, 6, 0);
      clarifai.assertAllThereOnce();
      assertTrue(clarifai.server().posts().size() >= 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit-call.after:1", "committed-row.inside:1"})
  void haltedAtAStep_goesOn_andSendsNothingTwice(String point) throws Exception {
    halted(point);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent-row.after:1", "follow-call.after:1"})
  @Tag("sweep")
  void haltedAtAnyStep_goesOn_andSendsNothingTwice(String point) throws Exception {
    halted(point);
  }

  private void halted(String point) throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().writeMany(5);
      try (SluiceProcess halted =
          clarifai
              .site()
              .startWith(List.of("-Xmx256m", "-Dsluice.failpoint=" + point), "sync", "--json")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      clarifai.site().sync(0).addsUp();
      clarifai.assertAllThereOnce();
      assertEquals(5, clarifai.posted());
    }
  }

  @Test
  void killedBetweenARequestAndItsAnswer_nothingIsSentTwice() throws Exception {
    killedAt(Step.POST_INPUTS);
  }

  @Test
  void killedWhileFollowing_goesOnWithIt_andSendsNothingTwice() throws Exception {
    killedAt(Step.LIST_INPUTS);
  }

  /** Kills a sync at the first such request that comes when there are inputs. */
  private void killedAt(Step step) throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
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
      try (SluiceProcess killed = doomed.is(clarifai.site().start("sync", "--json"))) {
        assertTrue(killed.awaitExit() > 128, killed::toString);
      }
      clarifai.site().sync(0).addsUp();
      clarifai.assertAllThereOnce();
      assertEquals(12, clarifai.posted());
    }
  }

  @Test
  void whatThePlatformCannotProcess_hasFailed_inItsWords() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().writeQuietly("good.png");
      clarifai.site().writeQuietly("bad.png");
      clarifai.server().processing().fails("bad.png");
      Synced synced = clarifai.site().sync(4);
      synced.counts(2, 1, 0);
      String failure = synced.failures().get("bad.png");
      assertTrue(failure.contains("cannot be decoded"), failure);
      assertEquals(List.of("bad.png"), List.copyOf(new TreeMap<>(synced.failures()).keySet()));
    }
  }

  @Test
  void troubleThatPasses_costsNoFile() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory, "batch-size: 8")) {
      ClarifaiScripts scripts = clarifai.server().scripts();
      scripts.instead(
          Step.POST_INPUTS,
          ClarifaiScripts.status(400, "RPC_MAX_MESSAGE_SIZE_EXCEEDED", "Message too large"));
      scripts.instead(
          Step.POST_INPUTS, ClarifaiScripts.status(429, "CONN_THROTTLED", "Too many requests"));
      scripts.afterwards(Step.POST_INPUTS, ClarifaiScripts.status(504, 10020, "Gateway timeout"));
      scripts.instead(Step.POST_INPUTS, ClarifaiScripts.reply(502, "<html>oops</html>"));
      scripts.afterwards(Step.POST_INPUTS, ClarifaiScripts.broken());
      clarifai.site().writeMany(24);
      int runs = 0;
      Synced end;
      do {
        end = clarifai.site().sync("--json");
        end.addsUp();
        runs++;
      } while (end.code() != 0 && runs < 5);
      assertEquals(0, end.code(), end::shown);
      clarifai.assertAllThereOnce();
    }
  }

  @Test
  void verifySeesWhatTheDatasetLost_andRepairAddsIt_withoutSendingItAgain() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().writeMany(3);
      clarifai.site().sync(0).counts(3, 3, 0);
      assertEquals(0, verify(clarifai));
      String lost = clarifai.server().members(Site.DATASET).get(1);
      clarifai.server().removeFromDataset(Site.DATASET, lost);
      assertEquals(4, verify(clarifai));
      verify(clarifai, "--repair");
      clarifai.site().sync(0).addsUp();
      clarifai.assertAllThereOnce();
      assertEquals(3, clarifai.posted());
      assertEquals(0, verify(clarifai));
    }
  }

  private static int verify(ClarifaiSite clarifai, String... options) throws Exception {
    try (SluiceProcess verify = clarifai.site().start("verify", options)) {
      return verify.awaitExit();
    }
  }

  @Test
  void checkSaysWhoseAppItIs() throws IOException, InterruptedException {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory);
        SluiceProcess check = clarifai.site().start("check")) {
      assertEquals(0, check.awaitExit(), check::toString);
      assertTrue(check.out().contains("app signs of user demo"), check::toString);
      assertTrue(check.out().contains("is not there yet; it will be created"), check::toString);
    }
  }
}
