package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One daemon, and files that come to its folders in every way. The first folder lives by its watch
 * alone, since its regular scans are far apart.
 */
final class DaemonIT {
  private static final String SETTLE = "settle: { quiet-period: 300ms }";

  @TempDir private static Path directory;

  private static final Map<String, NavigableMap<String, String>> EXPECTED = new HashMap<>();
  private static Site site;
  private static SluiceProcess daemon;
  private static DatasetClient client;

  @BeforeAll
  static void start() throws Exception {
    site = new Site(directory);
    // The watch alone finds files, where there is one.
    site.folder(SETTLE, Site.isWatching() ? "rescan-interval: 1h" : "rescan-interval: 1s")
        .rest(
            "  - path: " + site.root().resolve("polled"),
            "    watch: off",
            "    rescan-interval: 500ms",
            "    " + SETTLE,
            "  - path: " + site.root().resolve("late"),
            "    " + SETTLE,
            "report: { interval: 1s }");
    Files.createDirectories(site.root().resolve("polled"));
    daemon = site.start("run");
    client = new DatasetClient(daemon.serverUrl(), site.data());
    daemon.awaitLog("report folder=inbox .*state=watching");
  }

  @AfterAll
  static void stop() throws Exception {
    try (SluiceProcess ending = daemon) {
      assertTrue(ending.isAlive(), ending::toString);
      for (String dataset : EXPECTED.keySet()) {
        assertEquals(EXPECTED.get(dataset), client.digests(dataset));
      }
      ending.signal("TERM");
      assertEquals(143, ending.awaitExit(), ending::toString);
    }
  }

  /** Waits until a dataset has these besides what was there, and nothing else. */
  private static void arrive(String dataset, Map<String, byte[]> files) throws Exception {
    NavigableMap<String, String> expected = EXPECTED.computeIfAbsent(dataset, d -> new TreeMap<>());
    files.forEach((path, bytes) -> expected.put(path, Site.sha256(bytes)));
    await("arrival of " + files.size() + " files in " + dataset + "; " + daemon)
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> client.count(dataset) >= expected.size());
    assertEquals(expected, client.digests(dataset));
  }

  @Test
  void sendsFile_whenCopiedIn() throws Exception {
    byte[] image = ImageFiles.jpeg("copied");
    Path outside = Files.write(directory.resolve("copied.jpg"), image);
    Files.copy(outside, site.inbox().resolve("copied.jpg"));
    arrive(Site.DATASET, Map.of("/copied.jpg", image));
  }

  @Test
  void sendsFile_whenRenamedIn() throws Exception {
    byte[] image = ImageFiles.png("renamed");
    Path outside = Files.write(directory.resolve("renamed.png"), image);
    Files.move(outside, site.inbox().resolve("renamed.png"));
    arrive(Site.DATASET, Map.of("/renamed.png", image));
  }

  @Test
  void sendsFile_whenItLosesItsTemporaryName() throws Exception {
    byte[] image = ImageFiles.png("part");
    Path part = site.write("download.png.part", image);
    Files.move(part, site.inbox().resolve("download.png"));
    arrive(Site.DATASET, Map.of("/download.png", image));
  }

  @Test
  void sendsFiles_whenInNewDirectories() throws Exception {
    byte[] shallow = ImageFiles.png("shallow");
    byte[] deep = ImageFiles.png("deep");
    site.write("new/shallow.png", shallow);
    site.write("new/and/deep/deep.png", deep);
    arrive(Site.DATASET, Map.of("/new/shallow.png", shallow, "/new/deep.png", deep));
  }

  @Test
  void sendsFiles_whenDirectoryIsMovedIn() throws Exception {
    Map<String, byte[]> files = new HashMap<>();
    Path outside = Files.createDirectories(directory.resolve("outside/moved/deeper"));
    for (int i = 0; i < 20; i++) {
      byte[] image = ImageFiles.png("moved " + i);
      Files.write((i % 2 == 0 ? outside : outside.getParent()).resolve(i + ".png"), image);
      files.put("/moved/" + i + ".png", image);
    }
    Files.move(outside.getParent(), site.inbox().resolve("moved"));
    arrive(Site.DATASET, files);

    byte[] later = ImageFiles.png("later");
    site.write("moved/deeper/later.png", later);
    arrive(Site.DATASET, Map.of("/moved/later.png", later));
  }

  @Test
  void sendsAll_whenThousandsComeAtOnceIntoNewDirectory() throws Exception {
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      byte[] image = ImageFiles.png("many " + i);
      site.write("many/" + i + ".png", image);
      files.put("/many/" + i + ".png", image);
    }
    arrive(Site.DATASET, files);
  }

  @Test
  void sendsFileWholeAndOnce_whenItsWriterPausesLongerThanTheQuietPeriod() throws Exception {
    byte[] image = ImageFiles.png("slow", 40_000);
    writeSlowly(site.inbox().resolve("slow.png"), image, 5);
    arrive(Site.DATASET, Map.of("/slow.png", image));
  }

  private static void writeSlowly(Path file, byte[] bytes, int pieces) throws IOException {
    int size = bytes.length / pieces + 1;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int from = 0; from < bytes.length; from += size) {
        out.write(bytes, from, Math.min(size, bytes.length - from));
        out.flush();
        Pause.of(Duration.ofMillis(900));
      }
    }
  }

  @Test
  void sendsFiles_whenWatchIsOff() throws Exception {
    byte[] image = ImageFiles.jpeg("polled");
    Path folder = Files.createDirectories(site.root().resolve("polled/a/b"));
    Files.write(folder.resolve("polled.jpg"), image);
    arrive("polled", Map.of("/a/polled.jpg", image));
  }

  @Test
  void waitsForFolder_whenItIsNotThereAtStart() throws Exception {
    daemon.awaitLog("report folder=late .*state=degraded");
    Path late = Files.createDirectories(site.root().resolve("late"));
    byte[] first = ImageFiles.png("first");
    Files.write(late.resolve("first.png"), first);
    arrive("late", Map.of("/first.png", first));
    // Its watch begins with it, however long it was missing.
    daemon.awaitLog("report folder=late .*state=watching");

    byte[] second = ImageFiles.png("second");
    Files.write(late.resolve("second.png"), second);
    arrive("late", Map.of("/second.png", second));
  }
}
