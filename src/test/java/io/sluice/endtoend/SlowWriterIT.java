package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.image.LargeImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Slow writers of every kind and all formats, all at once, under the settings that a user has who
 * sets nothing: whatever the dataset has must be what the file is in the end.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SlowWriterIT {
  private static final int THREADS = 4;

  @TempDir private Path directory;

  @Test
  void everyFileArrivesOnceAndWhole_howeverSlowItsWriter() throws Exception {
    run(20);
  }

  @Test
  @Tag("sweep")
  void everyFileArrivesOnceAndWhole_whenThereAreMore() throws Exception {
    run(Integer.getInteger("sweep.files", 50));
  }

  private void run(int filesPerPattern) throws Exception {
    Site site = new Site(directory);
    NavigableMap<String, String> expected = new TreeMap<>();
    List<SlowWriter> writers = writers(site, filesPerPattern, expected);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
    try (SluiceProcess daemon = site.start("run")) {
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      daemon.awaitLog("folder inbox: 0 files in ");
      CompletableFuture.allOf(
              writers.stream().map(w -> w.start(clock)).toArray(CompletableFuture[]::new))
          .get(SluiceProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      await("arrival of " + expected.size() + " files; " + daemon)
          .atMost(SluiceProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> client.count(Site.DATASET) >= expected.size());
      assertEquals(expected, client.digests(Site.DATASET));
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
    } finally {
      clock.shutdownNow();
    }
    assertEquals(expected, site.localDigests(), "the inbox was changed");
    assertEquals(expected, site.storedDigests());
  }

  private List<SlowWriter> writers(Site site, int count, NavigableMap<String, String> expected)
      throws Exception {
    LargeImages[] formats = LargeImages.values();
    List<SlowWriter> writers = new ArrayList<>();
    Path outside = Files.createDirectories(site.root().resolve("outside"));
    for (WriterPattern pattern : WriterPattern.values()) {
      String folder = pattern.name().toLowerCase(Locale.ROOT);
      Files.createDirectories(site.inbox().resolve(folder));
      for (int i = 0; i < count; i++) {
        LargeImages format = formats[i % formats.length];
        String name = folder + "/" + i + "." + format.extension();
        byte[] bytes = format.create(name.hashCode());
        Path file = site.inbox().resolve(name);
        Path elsewhere = outside.resolve(folder + i + "." + format.extension());
        writers.add(pattern.writer(file, elsewhere, bytes, i + i / formats.length));
        expected.put("/" + name, Site.sha256(bytes));
      }
    }
    return writers;
  }
}
