package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A folder, or a file of it, that goes away or changes while a sync is at work on it. */
@Execution(ExecutionMode.CONCURRENT)
final class FolderLossIT {
  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
  }

  /** The site's target, which takes so many files and is held then, until it is freed. */
  private final class HeldTarget implements AutoCloseable {
    private final RemoteServer server;
    private final Front front;
    private final CountDownLatch free = new CountDownLatch(1);
    private final int files;

    HeldTarget(int files) throws Exception {
      this.files = files;
      server = new RemoteServer(site.data());
      front = new Front(server.url());
      front.holdAfter(files, free);
      site.remote(front.url(), server.keyFile(), "requests-per-second: 1000", "batch-size: 1");
    }

    void awaitHeld() throws Exception {
      DatasetClient client = server.client();
      await().atMost(SluiceProcess.PATIENCE).until(() -> client.count(Site.DATASET) >= files);
    }

    void free() {
      free.countDown();
    }

    NavigableMap<String, String> digests() throws Exception {
      return server.client().digests(Site.DATASET);
    }

    @Override
    public void close() {
      free();
      front.close();
      server.close();
    }
  }

  @Test
  void leavesFilesPending_whenTheFolderGoesAwayInTheMiddle() throws Exception {
    site.writeMany(60);
    NavigableMap<String, String> local = site.localDigests();
    Path away = directory.resolve("away");
    try (HeldTarget target = new HeldTarget(3)) {
      try (SluiceProcess sync = site.start("sync", "--json")) {
        target.awaitHeld();
        Files.move(site.inbox(), away);
        target.free();

        Synced synced = Site.synced(sync);

        assertEquals(4, synced.code(), synced::shown);
        assertEquals(0, synced.number("vanished"), synced::shown);
        assertEquals(60, synced.number("images_attempted"), synced::shown);
        synced.addsUp();
        assertTrue(synced.failures().size() > 30, synced::shown);
        synced.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));
      }
      Files.move(away, site.inbox());

      site.sync(0);
      assertEquals(local, target.digests());
    }
  }

  @Test
  void failsAFileOnce_whenItGrowsBeyondTheLimitWhileItSettles() throws Exception {
    // Should it grow after it was found quiet and cut, that is seen at the end of the longest wait.
    site.folder("max-size: 4KB", "settle: { quiet-period: 3s, max-wait: 1m }");
    Path growing = site.write("growing.png", new byte[1_000]);
    try (SluiceProcess sync = site.start("sync", "--json")) {
      sync.serverUrl();
      Files.write(growing, new byte[9_000], StandardOpenOption.APPEND);

      Synced synced = Site.synced(sync);

      assertEquals(4, synced.code(), synced::shown);
      synced.counts(1, 0, 0);
      assertTrue(synced.failures().get("growing.png").startsWith("failed "), synced::shown);
    }
  }

  @Test
  void uploadsTheOtherFile_whenTheOneThatHadTheNameIsDeletedBeforeItsTurn() throws Exception {
    site.writeMany(40);
    Path owner = site.write("zz/a/1.png", ImageFiles.png("owner"));
    byte[] rival = ImageFiles.png("rival");
    Path later = site.write("zz/b/1.png", rival);
    // A stamp that lies ahead is watched for a quiet period, so the owner has the name by then.
    Files.setLastModifiedTime(later, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    try (HeldTarget target = new HeldTarget(2);
        SluiceProcess sync = site.start("sync", "--json")) {
      target.awaitHeld();
      Files.delete(owner);
      target.free();

      Synced synced = Site.synced(sync);

      assertEquals(0, synced.code(), synced::shown);
      synced.counts(41, 41, 0);
      assertEquals(1, synced.number("vanished"), synced::shown);
      assertEquals(Site.sha256(rival), target.digests().get("/zz/1.png"));
    }
  }
}
