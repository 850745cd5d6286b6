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

  private void awaitStored(SluiceProcess sync, int images) throws Exception {
    DatasetClient client = new DatasetClient(sync.serverUrl(), site.data());
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> client.count(Site.DATASET) >= images);
  }

  @Test
  void leavesFilesPending_whenTheFolderGoesAwayInTheMiddle() throws Exception {
    site.paced(9).writeMany(60);
    NavigableMap<String, String> local = site.localDigests();
    Path away = directory.resolve("away");
    try (SluiceProcess sync = site.start("sync", "--json")) {
      awaitStored(sync, 3);
      Files.move(site.inbox(), away);

      Synced synced = Site.synced(sync);

      assertEquals(4, synced.code(), synced::shown);
      assertEquals(0, synced.number("vanished"), synced::shown);
      assertEquals(60, synced.number("images_attempted"), synced::shown);
      synced.addsUp();
      assertTrue(synced.failures().size() > 30, synced::shown);
      synced.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));
    }
    Files.move(away, site.inbox());

    site.embedded().sync(0);
    assertEquals(local, site.storedDigests());
  }

  @Test
  void failsAFileOnce_whenItGrowsBeyondTheLimitWhileItSettles() throws Exception {
    site.folder("max-size: 4KB", "settle: { quiet-period: 3s }");
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
    site.paced(9).writeMany(40);
    Path owner = site.write("zz/a/1.png", ImageFiles.png("owner"));
    byte[] rival = ImageFiles.png("rival");
    Path later = site.write("zz/b/1.png", rival);
    // A stamp that lies ahead is watched for a quiet period, so the owner has the name by then.
    Files.setLastModifiedTime(later, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    try (SluiceProcess sync = site.start("sync", "--json")) {
      awaitStored(sync, 2);
      Files.delete(owner);

      Synced synced = Site.synced(sync);

      assertEquals(0, synced.code(), synced::shown);
      synced.counts(41, 41, 0);
      assertEquals(1, synced.number("vanished"), synced::shown);
    }
    assertEquals(Site.sha256(rival), site.storedDigests().get("/zz/1.png"));
  }
}
