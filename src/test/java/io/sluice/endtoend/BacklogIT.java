package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
  private static final String LIVE = "class-0/live.png";

  /**
   * Files of the backlog that may be registered after a live one is ready and before it: it waits
   * for a worker, then for leave and for its registration, each time behind at most one group of
   * 100 of each of the other workers, some nine in all; half as many again for a slow machine.
   */
  private static final int AHEAD = 1_400;

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
    long start = System.nanoTime();
    site.sync(0).counts(files, files, 0);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    long commits = front.journal().stream().filter(r -> r.path().endsWith("register")).count();
    long others = front.counted() - commits;
    System.out.printf("%d files: %d commits, %d other requests%n", files, commits, others);
    assertTrue(others <= files * 2 / 100, () -> "requests: " + front.journal());
    // What was sent waits 3 s for others, which a slow machine may not have sent by then.
    assertTrue(commits <= files / 100 + 2 + seconds / 3, () -> "requests: " + front.journal());
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
    liveFileGoesAhead(Math.max(FILES, 3_000));
  }

  @Tag("sweep")
  @Test
  void liveFileGoesAheadOfTwentyThousand() throws Exception {
    liveFileGoesAhead(20_000);
  }

  /** The backlog is held until the live file is quiet and whole, however long that takes. */
  private void liveFileGoesAhead(int files) throws Exception {
    Site.assumeWatching();
    site.writeMany(files);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1", "batch-wait: 100ms");
    CountDownLatch whole = new CountDownLatch(1);
    front.holdAfter(100, whole);
    try (SluiceProcess daemon = site.start("run")) {
      await().atMost(SluiceProcess.PATIENCE).until(() -> front.registered().size() >= 100);
      site.write(LIVE, ImageFiles.png("live"));
      await().atMost(SluiceProcess.PATIENCE).until(this::liveFileIsWhole);
      int before = front.registered().size();
      whole.countDown();
      await().atMost(SluiceProcess.PATIENCE).until(() -> front.registered().contains("live.png"));
      int place = front.registered().indexOf("live.png");
      System.out.printf("live file, ready after %d, as number %d of %d%n", before, place, files);
      assertTrue(place <= before + AHEAD, () -> "registered before it: " + place + daemon);
      assertTrue(place < files, "no backlog was left");
    } finally {
      whole.countDown();
    }
  }

  private boolean liveFileIsWhole() throws SQLException {
    try (LedgerFile ledger = new LedgerFile(site.ledger())) {
      String state = ledger.states().getOrDefault(LIVE, "SETTLING");
      return !state.equals("SETTLING");
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
