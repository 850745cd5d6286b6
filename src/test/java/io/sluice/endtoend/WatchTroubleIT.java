package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A watch that misses something, or cannot be had: files arrive all the same, and it is said. */
@Execution(ExecutionMode.CONCURRENT)
final class WatchTroubleIT {
  private static final String SETTLE = "settle: { quiet-period: 300ms }";

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    Site.assumeWatching();
    site = new Site(directory);
    site.folder(SETTLE, "rescan-interval: 1s").rest("report: { interval: 1s }");
  }

  private void awaitAll(SluiceProcess daemon) throws Exception {
    DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
    int files = site.localDigests().size();
    await("all files to be there; " + daemon)
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> client.count(Site.DATASET) >= files);
    assertEquals(site.localDigests(), client.digests(Site.DATASET));
  }

  @Test
  void oneScanMakesGoodWhatABurstLost() throws Exception {
    // Only a loss of events, and the scan that it asks for, finds the files within the hour.
    site.folder(SETTLE, "rescan-interval: 1h");
    try (SluiceProcess daemon = site.start("run")) {
      // Only who watches hears of it: there is a queue that can overflow from here on.
      site.writeQuietly("heard.png");
      daemon.awaitLog("report folder=inbox .*uploaded=1 .*state=watching");
      daemon.signal("STOP");
      for (int i = 0; i < 900; i++) {
        site.writeQuietly(i + ".png");
      }
      for (int i = 0; i < 100; i++) {
        site.writeQuietly("burst/" + i + ".png");
      }
      daemon.signal("CONT");
      daemon.awaitLog("INFO .*folder inbox: more changes at once .*scanning it instead");
      awaitAll(daemon);
      daemon.awaitLog("report folder=inbox .*uploaded=1001 .*state=watching");
      assertEquals(2, daemon.err().split("scanning it instead", -1).length, daemon::toString);
    }
  }

  /** A limit that counts for the process under test alone: that of its user namespace. */
  private static SluiceProcess.Launch limited(String what, int most) throws Exception {
    String limit = "/proc/sys/user/max_inotify_" + what;
    List<String> prefix =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            "echo " + most + " > " + limit + " && exec \"$@\"",
            "sh");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    boolean possible =
        new ProcessBuilder(probe)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
    assumeTrue(possible, "user namespaces are needed to limit inotify for one process");
    return SluiceProcess.Launch.of().through(prefix);
  }

  private static void raise(SluiceProcess process, String what) throws Exception {
    Process raising =
        new ProcessBuilder(
                "nsenter",
                "--target",
                Long.toString(process.pid()),
                "--user",
                "sh",
                "-c",
                "echo 1000 > /proc/sys/user/max_inotify_" + what)
            .inheritIO()
            .start();
    assertEquals(0, raising.waitFor());
  }

  @Test
  void scansInstead_whenThereAreTooFewWatches_andWatchesOnceThereAreMore() throws Exception {
    SluiceProcess.Launch limited = limited("watches", 5);
    try (SluiceProcess daemon = site.start(limited, "run")) {
      daemon.awaitLog("report folder=inbox .*state=watching");
      scansThenWatches(daemon, "watches");
    }
  }

  @Test
  void scansInstead_whenThereIsNoInstanceOfAWatch_andWatchesOnceThereIs() throws Exception {
    SluiceProcess.Launch limited = limited("instances", 0);
    try (SluiceProcess daemon = site.start(limited, "run")) {
      scansThenWatches(daemon, "instances");
    }
  }

  private void scansThenWatches(SluiceProcess daemon, String what) throws Exception {
    for (int i = 0; i < 8; i++) {
      site.writeQuietly("d" + i + "/" + i + ".png");
    }
    daemon.awaitLog("WARN .*folder inbox: .*fs.inotify.max_user_" + what + " .*scanned regularly");
    awaitAll(daemon);
    daemon.awaitLog("report folder=inbox .*uploaded=8 .*state=degraded");
    raise(daemon, what);
    daemon.awaitLog("folder inbox is watched again");
    daemon.awaitLog("report folder=inbox .*uploaded=8 .*state=watching");
    assertEquals(2, daemon.err().split("scanned regularly", -1).length, daemon::toString);
  }

  @Test
  void takesNothingForDeleted_whenAnEmptyFolderTakesItsPlace() throws Exception {
    site.writeMany(30);
    Path bad = site.write("bad.png", ImageFiles.cut(ImageFiles.png("bad")));
    site.folder("settle: { quiet-period: 300ms, max-wait: 1s }", "rescan-interval: 1s");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=30 .*incomplete=1 .*state=watching");
      Path away = directory.resolve("away");
      Files.move(site.inbox(), away);
      Files.createDirectory(site.inbox());
      daemon.awaitLog("WARN .*folder .*/inbox is empty, and another directory than before");
      daemon.awaitLog("report folder=inbox .*uploaded=30 .*incomplete=1 .*state=degraded");

      site.writeQuietly("new/in-the-new-one.png");
      daemon.awaitLog("WARN .*folder .*/inbox is another directory than before");
      daemon.awaitLog("folder inbox is watched again");
      daemon.awaitLog("report folder=inbox .*uploaded=31 .*state=watching");

      Files.move(site.inbox(), directory.resolve("other"));
      Files.move(away, site.inbox());
      site.writeQuietly("new/in-the-old-one.png");
      daemon.awaitLog("report folder=inbox .*uploaded=32 .*state=watching");
      assertTrue(Files.exists(site.inbox().resolve(bad.getFileName())));
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      assertEquals(32, client.digests(Site.DATASET).size());
      assertFalse(daemon.err().contains("skipped=1"), daemon::toString);
    }
  }

  @Test
  void hearsOfFiles_whenDirectoriesAreMovedOutAndInAndRenamed() throws Exception {
    site.folder(
        SETTLE, "rescan-interval: 1h", "preserve-folders: true", "organize-by-class: false");
    site.writeQuietly("a/deep/1.png");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=1 .*state=watching");
      Path outside = directory.resolve("outside");
      Files.move(site.inbox().resolve("a"), outside);
      Files.write(outside.resolve("deep/phantom.png"), ImageFiles.png("phantom"));
      site.writeQuietly("while-it-is-out.png");
      daemon.awaitLog("report folder=inbox .*uploaded=2 .*state=watching");

      Files.delete(outside.resolve("deep/phantom.png"));
      Files.move(outside, site.inbox().resolve("a"));
      site.writeQuietly("a/deep/2.png");
      daemon.awaitLog("report folder=inbox .*uploaded=3 .*state=watching");

      Files.move(site.inbox().resolve("a"), site.inbox().resolve("b"));
      daemon.awaitLog("report folder=inbox .*uploaded=5 .*state=watching");
      site.writeQuietly("b/deep/3.png");
      daemon.awaitLog("report folder=inbox .*uploaded=6 .*state=watching");
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      assertEquals(
          List.of(
              "/a/deep/1.png",
              "/a/deep/2.png",
              "/b/deep/1.png",
              "/b/deep/2.png",
              "/b/deep/3.png",
              "/while-it-is-out.png"),
          List.copyOf(client.digests(Site.DATASET).keySet()));
    }
  }
}
