package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One-shot commands while a daemon has the state directory. It finds files only when told to. */
@Execution(ExecutionMode.CONCURRENT)
final class BesideDaemonIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] ONLY_WHEN_TOLD = {
    "watch: off", "rescan-interval: 1h", "max-size: 4KB", "settle: { quiet-period: 300ms }"
  };

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder(ONLY_WHEN_TOLD).rest("report: { interval: 1s }");
  }

  private SluiceProcess startDaemon() throws IOException {
    SluiceProcess daemon = site.start("run");
    daemon.awaitLog("report folder=inbox .*state=watching");
    return daemon;
  }

  private Path daemonFile() {
    return site.state().resolve("daemon.json");
  }

  @Test
  void syncIsDoneByTheDaemon_andReportedAsItsOwn() throws Exception {
    try (SluiceProcess daemon = startDaemon()) {
      site.writeMany(20);
      Synced first = site.sync(0);
      first.counts(20, 20, 0);
      assertTrue(first.success(), first::shown);
      assertTrue(first.number("bytes_uploaded") > 0, first::shown);

      Synced second = site.sync(0);
      second.counts(20, 0, 20);
      assertFalse(second.success(), second::shown);
      assertEquals(0, second.number("bytes_uploaded"), second::shown);

      site.write("stop/big.png", ImageFiles.png("big", 5_000));
      site.write("stop/new.png", ImageFiles.png("new"));
      Synced third = site.sync(4);
      third.counts(22, 1, 20);
      assertTrue(third.failures().get("stop/big.png").startsWith("failed "), third::shown);

      try (SluiceProcess text = site.start("sync")) {
        assertEquals(4, text.awaitExit(), text::toString);
        assertTrue(text.out().contains("failed stop/big.png: "), text::toString);
        String who = "Done by the running daemon (process " + daemon.pid() + ").";
        assertTrue(text.out().contains(who), text::toString);
      }
      Files.delete(site.inbox().resolve("stop/big.png"));
      site.sync(0).counts(21, 0, 21);
      assertTrue(daemon.isAlive(), daemon::toString);
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      assertEquals(site.localDigests(), client.digests(Site.DATASET));
    }
  }

  @Test
  void syncTriesAgainWhatFailed() throws Exception {
    site.writeMany(3);
    site.sync(0);
    SyncIT.deleteLedger(site);
    String[] noSkips =
        Stream.of(ONLY_WHEN_TOLD, new String[] {"skip-existing: false"})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    site.folder(noSkips);
    try (SluiceProcess daemon = startDaemon()) {
      daemon.awaitLog("report folder=inbox .*failed=3 .*pending=0 ");
      // The log is written a moment after the ledger, which the report is of.
      await().atMost(SluiceProcess.PATIENCE).until(() -> failureLines() == 3);
      Synced synced = site.sync(4);
      synced.counts(3, 0, 0);
      assertEquals(6, failureLines(), synced::shown);
    }
  }

  private long failureLines() throws IOException {
    if (!Files.exists(site.state().resolve("failures.jsonl"))) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(site.state().resolve("failures.jsonl"))) {
      return lines.count();
    }
  }

  @Test
  void otherFoldersAreSyncedBesideTheDaemon() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other/yield"));
    for (int i = 0; i < 5; i++) {
      Files.write(other.resolve(i + ".png"), ImageFiles.png("other " + i));
    }
    String folder = other.getParent().toString();
    try (SluiceProcess daemon = startDaemon()) {
      Synced first = site.sync("--json", folder);
      assertEquals(0, first.code(), first::shown);
      first.counts(5, 5, 0);
      Synced second = site.sync("--json", folder);
      assertEquals(0, second.code(), second::shown);
      second.counts(5, 0, 5);
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      assertEquals(5, client.count("other"));

      site.writeMany(2);
      try (SluiceProcess both = site.start("sync", "--json", folder, site.inbox().toString())) {
        assertEquals(0, both.awaitExit(), both::toString);
        JsonNode folders = JSON.readTree(both.out()).get("folders");
        assertEquals(5, folders.get(0).get("images_skipped").longValue(), both::toString);
        assertEquals(2, folders.get(1).get("images_uploaded").longValue(), both::toString);
      }
      assertTrue(daemon.isAlive(), daemon::toString);
      try (Stream<Path> places = Files.list(site.state().resolve("beside"))) {
        assertEquals(1, places.count());
      }
    }
  }

  @Test
  void syncIsRefused_whenTheDaemonHasAnotherConfiguration() throws Exception {
    try (SluiceProcess daemon = startDaemon()) {
      Files.createDirectories(directory.resolve("further"));
      site.rest("  - path: " + directory.resolve("further"));
      try (SluiceProcess sync = site.start("sync", "--json")) {
        assertEquals(2, sync.awaitExit(), sync::toString);
        assertTrue(sync.err().contains("has another configuration"), sync::toString);
        assertTrue(sync.err().contains("further"), sync::toString);
        assertEquals("", sync.out(), sync::toString);
      }
      assertTrue(daemon.isAlive(), daemon::toString);
    }
  }

  @Test
  void daemonGoesOn_whenFollowingIsInterrupted() throws Exception {
    site.folder("rescan-interval: 1s", "settle: { quiet-period: 300ms }");
    site.writeMany(20);
    // It is waited for, by the daemon and by who follows it, until it is whole.
    byte[] late = ImageFiles.png("late");
    site.write("late.png", ImageFiles.cut(late));
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("watching .* for dataset");
      try (SluiceProcess sync = site.start("sync", "--json")) {
        sync.awaitLog("handed to the running daemon");
        sync.signal("INT");
        assertEquals(130, sync.awaitExit(), sync::toString);
        assertTrue(sync.err().contains("the daemon (process " + daemon.pid() + ") goes on"));
      }
      site.write("late.png", late);
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      await().atMost(SluiceProcess.PATIENCE).until(() -> client.count(Site.DATASET) == 21);
    }
  }

  @Test
  void exits75_whenTheDaemonCannotReachItsTarget() throws Exception {
    try (RemoteServer server = new RemoteServer(site.data())) {
      site.remote(server.url(), server.keyFile());
      try (SluiceProcess daemon = startDaemon()) {
        server.goAway();
        site.writeMany(4);
        Synced away = site.sync(75);
        away.counts(4, 0, 0);
        away.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));
        server.comeBack();
        // The daemon may have found it back by itself, before it was asked.
        Synced back = site.sync(0);
        long done = back.number("images_uploaded") + back.number("images_skipped");
        assertEquals(4, done, back::shown);
        assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
        assertTrue(daemon.isAlive(), daemon::toString);
      }
    }
  }

  @Test
  void controlFileIsItsOwnersAlone_andGoesWithTheDaemon() throws Exception {
    try (SluiceProcess daemon = startDaemon()) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(daemonFile())));
      JsonNode file = JSON.readTree(Files.readString(daemonFile()));
      assertEquals(daemon.pid(), file.get("pid").longValue());
      assertEquals("inbox", file.get("folders").get(0).stringValue());
      assertEquals(daemon.serverUrl(), file.get("embedded").get("store").stringValue());
      String url = file.get("url").stringValue();
      assertEquals(200, ControlAnswer.get(url + "/healthz").statusCode());
      assertEquals(200, ControlAnswer.get(url + "/readyz").statusCode());
      JsonNode status = JSON.readTree(ControlAnswer.get(url + "/status.json").body());
      assertEquals("watching", status.get("state").stringValue());
      assertEquals("embedded", status.get("targets").get(0).get("type").stringValue());
      assertFalse(daemon.err().contains(file.get("token").stringValue()), "token in the log");
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
    }
    assertFalse(Files.exists(daemonFile()));
  }

  @Test
  void syncWorksByItself_whenTheDaemonWasKilled() throws Exception {
    try (SluiceProcess daemon = startDaemon()) {
      daemon.signal("KILL");
      daemon.awaitExit();
    }
    assertTrue(Files.exists(daemonFile()));
    site.writeMany(4);
    Synced synced = site.sync(0);
    synced.counts(4, 4, 0);
    assertFalse(synced.shown().contains("handed to"), synced::shown);
    assertFalse(Files.exists(daemonFile()));
  }

  @Test
  void secondSyncIsRefused_whileAnotherSyncRuns() throws Exception {
    site.write("cut.png", ImageFiles.cut(ImageFiles.png("not whole yet, and waited for")));
    try (SluiceProcess first = site.start("sync")) {
      first.awaitLog("dataset server listens on");
      try (SluiceProcess second = site.start("sync")) {
        assertEquals(2, second.awaitExit(), second::toString);
        assertTrue(second.err().contains("is using the state directory"), second::toString);
      }
    }
  }
}
