package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a backlog costs in requests, and that it stands in nobody's way. Scaled by {@code
 * -Dbacklog.files=N}: 10,000 and 20,000 are what is promised.
 */
@Execution(ExecutionMode.CONCURRENT)
final class BacklogIT {
  private static final int FILES = Integer.getInteger("backlog.files", 2_000);

  @TempDir private Path directory;
  private Site site;
  private RemoteServer server;
  private Front front;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    server = new RemoteServer(site.data());
    front = new Front(server.url());
  }

  @AfterEach
  void end() {
    front.close();
    server.close();
  }

  @Test
  void backlogGoesInGroups_andIsNotSentAgainWithoutALedger() throws Exception {
    backlogGoesInGroups(FILES);
  }

  @Tag("sweep")
  @Test
  void tenThousandFilesGoInGroups() throws Exception {
    backlogGoesInGroups(10_000);
  }

  private void backlogGoesInGroups(int files) throws Exception {
    site.writeMany(files);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
    site.sync(0).counts(files, files, 0);
    System.out.println("requests for " + files + " files: " + front.counted());
    assertTrue(front.counted() <= files * 3 / 100, () -> "requests: " + front.journal());
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));

    site.forgetLedger();
    front.forget();
    site.sync(0).counts(files, 0, files);
    System.out.println("requests for " + files + " files that are there: " + front.counted());
    assertTrue(front.counted() <= 8 + files / 1000, () -> "requests: " + front.journal());
    assertEquals(0, front.count("PUT", "/"), () -> "sent: " + front.journal());
  }

  @Test
  void liveFileGoesAheadOfABacklog() throws Exception {
    liveFileGoesAhead(FILES);
  }

  @Tag("sweep")
  @Test
  void liveFileGoesAheadOfTwentyThousand() throws Exception {
    liveFileGoesAhead(20_000);
  }

  /** It is quiet after 2 s, in which some 300 files go out at 3 requests a second. */
  private void liveFileGoesAhead(int files) throws Exception {
    Site.assumeWatching();
    site.writeMany(files);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 3", "batch-wait: 100ms");
    try (SluiceProcess daemon = site.start("run")) {
      await().atMost(SluiceProcess.PATIENCE).until(() -> front.registered().size() >= 100);
      int before = front.registered().size();
      site.write("class-0/live.png", ImageFiles.png("live"));
      await().atMost(SluiceProcess.PATIENCE).until(() -> front.registered().contains("live.png"));
      List<String> registered = front.registered();
      int place = registered.indexOf("live.png");
      System.out.println("live file registered as number " + place + " of " + files);
      assertTrue(place <= before + 800, () -> "registered before it: " + place + daemon);
    }
  }

  @Test
  void oneFailedTransferDoesNotFailItsGroup() throws Exception {
    site.writeMany(40);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
    front.script(
        request ->
            request.method().equals("PUT") && front.count("PUT", "/") == 5
                ? Optional.of(new Front.Answer(500, java.util.Map.of(), "no"))
                : Optional.empty());
    site.sync(0).counts(40, 40, 0);
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
  }
}
