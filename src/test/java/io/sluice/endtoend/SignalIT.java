package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a process leaves behind that is stopped, or killed, in the middle of its work. */
@Execution(ExecutionMode.CONCURRENT)
final class SignalIT {
  private static final String CUT = "cut.png";

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
  }

  @Test
  void runEndsInOrder_whenTerminatedAmidWork() throws Exception {
    site.writeMany(300);
    try (SluiceProcess daemon = site.start("run")) {
      awaitStored(daemon, 20);
      daemon.signal("TERM");
      assertStopped(143, daemon);
      List<String> lines = daemon.err().lines().toList();
      String last = lines.get(lines.size() - 1);
      assertTrue(
          last.contains(" report folder=inbox ") || last.contains(" - report folder=inbox"), last);
    }
    completes(300);
  }

  @Test
  void runExits130_whenInterrupted() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("watching .* for dataset");
      daemon.signal("INT");
      assertStopped(130, daemon);
      assertTrue(
          daemon.err().contains("report folder=inbox target=store seen=0 "), daemon::toString);
    }
  }

  @Test
  void syncExits143_whenTerminatedAmidWork() throws Exception {
    site.writeMany(300);
    writeCut();
    try (SluiceProcess sync = site.start("sync", "--json")) {
      awaitStored(sync, 20);
      sync.signal("TERM");
      assertStopped(143, sync);
      JsonNode report = new JsonMapper().readTree(sync.out());
      assertTrue(report.get("interrupted").booleanValue(), sync::toString);
      Synced synced = new Synced(143, report.get("folders").get(0), sync.toString());
      assertTrue(synced.number("images_uploaded") >= 20, sync::toString);
      assertFalse(synced.success(), sync::toString);
      synced.addsUp();
    }
    completes(300);
  }

  @Test
  void syncSaysWhatItDid_whenInterruptedAmidWork() throws Exception {
    site.writeMany(300);
    writeCut();
    try (SluiceProcess sync = site.start("sync")) {
      awaitStored(sync, 20);
      sync.signal("INT");
      assertStopped(130, sync);
      assertTrue(sync.out().startsWith("inbox -> store/pictures: "), sync::toString);
      assertTrue(sync.err().contains("sluice: stopped before the end"), sync::toString);
    }
  }

  /** The target accepts a connection and says nothing, so that stopping in order takes a while. */
  @Test
  void syncGoesAtOnce_whenASecondSignalComes() throws Exception {
    site.writeMany(1);
    Path key = Files.writeString(directory.resolve("key"), "pk_live_" + "0".repeat(43) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      site.remote("http://127.0.0.1:" + silent.getLocalPort(), key);
      try (SluiceProcess sync = site.start("sync");
          Socket asked = silent.accept()) {
        assertTrue(asked.isConnected());
        terminateUntilItIsGone(sync);
        assertEquals(143, sync.awaitExit(), sync::toString);
        assertEquals("", sync.out(), "it stopped in order");
      }
    }
  }

  @Test
  void everyFileIsThereOnce_whenSyncIsKilledTwiceAndRunAgain() throws Exception {
    site.writeMany(500);
    writeCut();
    for (int stored : new int[] {60, 250}) {
      try (SluiceProcess sync = site.start("sync", "--json")) {
        awaitStored(sync, stored);
        sync.signal("KILL");
        assertEquals(137, sync.awaitExit(), sync::toString);
      }
    }
    completes(500);
  }

  /** What is left over is sent while the folder is still being walked, and must count once. */
  @Test
  void countsAddUp_whenFilesLeftOverAreSentBeforeTheWalkComesToThem() throws Exception {
    int files = 300;
    for (int i = 0; i < files; i++) {
      site.write("class-" + i + "/" + i + ".png", ImageFiles.png("left over " + i));
    }
    writeCut();
    try (SluiceProcess sync = site.start("sync", "--json")) {
      awaitStored(sync, 20);
      sync.signal("KILL");
      sync.awaitExit();
    }
    // Makes the walk slower than the first uploads.
    for (int i = 0; i < 30 * files; i++) {
      Files.createDirectories(site.inbox().resolve("class-" + i % files + "/empty-" + i));
    }
    completes(files);
  }

  /** A sync goes on for as long as this file may yet become whole, whatever else is done. */
  private void writeCut() throws IOException {
    site.write(CUT, ImageFiles.cut(ImageFiles.png(CUT)));
  }

  private static void assertStopped(int code, SluiceProcess process) throws InterruptedException {
    assertEquals(code, process.awaitExit(), process::toString);
    assertFalse(process.err().contains("did not stop in time"), process::toString);
  }

  /** By a process of its own, for which no pause of this one is long enough to stop in order. */
  private static void terminateUntilItIsGone(SluiceProcess process) throws IOException {
    String loop = "while kill -TERM \"$0\" 2>/dev/null; do sleep 0.1; done";
    new ProcessBuilder("sh", "-c", loop, Long.toString(process.pid())).start();
  }

  private void awaitStored(SluiceProcess process, int images) throws Exception {
    DatasetClient client = new DatasetClient(process.serverUrl(), site.data());
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.count(Site.DATASET) >= images);
    assertTrue(process.isAlive(), () -> "ended before it could be stopped: " + process);
  }

  /** A further sync makes everything good. */
  private void completes(int files) throws Exception {
    Files.deleteIfExists(site.inbox().resolve(CUT));
    NavigableMap<String, String> local = site.localDigests();
    Synced synced = site.sync(0);
    assertEquals(files, synced.number("images_attempted"), synced::shown);
    synced.addsUp();
    assertEquals(local, site.storedDigests());
  }
}
