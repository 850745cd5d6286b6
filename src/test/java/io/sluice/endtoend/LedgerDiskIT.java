package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ledger whose disk has no room, or cannot be written any more. */
@Execution(ExecutionMode.CONCURRENT)
final class LedgerDiskIT {
  private static final int FILES = 60;
  private static final String FULL = "ledger .* cannot be written: the disk is full";

  @TempDir private Path directory;
  private Site site;
  private RemoteServer server;
  private Front front;
  private PrivateMounts mounts;

  @BeforeEach
  void prepare() throws Exception {
    mounts = PrivateMounts.open();
    site = new Site(directory);
    Files.createDirectories(site.state());
    server = new RemoteServer(site.data());
    front = new Front(server.url());
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
    site.folder("settle: { quiet-period: 300ms }", "rescan-interval: 1s")
        .rest("report: { interval: 1s }");
  }

  @AfterEach
  void end() {
    if (server != null) {
      front.close();
      server.close();
    }
    mounts.close();
  }

  private SluiceProcess start(String command, String... arguments) throws IOException {
    return site.start(SluiceProcess.Launch.of().through(mounts.prefix()), command, arguments);
  }

  private JsonNode status() throws IOException {
    Path file = mounts.inside(site.state().resolve("daemon.json"));
    JsonNode daemon = new JsonMapper().readTree(Files.readString(file));
    HttpResponse<String> reply =
        ControlAnswer.get(daemon.get("url").stringValue() + "/status.json");
    assertEquals(200, reply.statusCode(), reply.body());
    return new JsonMapper().readTree(reply.body());
  }

  private void awaitAll(SluiceProcess daemon) throws Exception {
    await("all files to be there; " + daemon)
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> server.client().count(Site.DATASET) >= FILES);
    daemon.awaitLog("report folder=inbox .*uploaded=" + FILES + " .*state=watching");
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
    assertRegisteredOnce();
  }

  /** Some files may have been noted just before: the ledger had room for them. */
  private void assertNothingIsSent() {
    await().atMost(SluiceProcess.PATIENCE).until(() -> front.underWay() == 0);
    List<String> before = front.registered();
    assertTrue(before.size() < FILES, before::toString);
    // Several rounds of the ledger's tries, and of scans.
    Pause.of(Duration.ofSeconds(3));
    assertEquals(before, front.registered());
  }

  private void assertRegisteredOnce() {
    List<String> registered = front.registered();
    assertEquals(FILES, registered.size(), () -> "each file is registered once: " + registered);
    assertEquals(FILES, Set.copyOf(registered).size(), registered::toString);
  }

  @Test
  void daemonPausesAndGoesOnByItself_whenTheDiskIsFullForAWhile() throws Exception {
    mounts.memory(site.state(), "size=4m");
    Path filler = site.state().resolve("filler");
    try (SluiceProcess daemon = start("run")) {
      daemon.awaitLog("report folder=inbox .*state=watching");
      mounts.fill(filler);
      front.forget();
      site.writeMany(FILES);
      daemon.awaitLog("WARN .*" + FULL);
      daemon.awaitLog("report folder=inbox .*state=degraded");

      JsonNode status = status();
      assertEquals("degraded", status.get("state").stringValue());
      JsonNode notes = status.at("/folders/0/notes");
      assertTrue(notes.toString().contains("the disk is full"), notes::toString);
      assertNothingIsSent();

      Files.delete(mounts.inside(filler));
      daemon.awaitLog("the ledger can be written again");
      awaitAll(daemon);
      assertEquals(1, daemon.err().split(FULL, -1).length - 1, daemon::toString);
    }
  }

  @Test
  void daemonEndsAsAsked_whileTheDiskIsFull_andTheNextOneGoesOn() throws Exception {
    mounts.memory(site.state(), "size=4m");
    Path filler = site.state().resolve("filler");
    site.writeMany(FILES / 2);
    try (SluiceProcess daemon = start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=" + FILES / 2 + " .*state=watching");
      mounts.fill(filler);
      site.writeMany(FILES);
      daemon.awaitLog("WARN .*" + FULL);
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(Duration.ofSeconds(60)), daemon::toString);
      assertFalse(daemon.err().contains("died"), daemon::toString);
    }
    Files.delete(mounts.inside(filler));
    try (SluiceProcess daemon = start("run")) {
      awaitAll(daemon);
    }
  }

  @Test
  void syncExits4WithItsReport_whenTheDiskFillsUpAndStaysFull() throws Exception {
    // Room for its log of writes, which is kept until it is long.
    mounts.memory(site.state(), "size=48m");
    Path filler = site.state().resolve("filler");
    site.writeMany(FILES);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1000", "batch-size: 1");
    int before = FILES / 10;
    CountDownLatch full = new CountDownLatch(1);
    // From here on files arrive whose arrival cannot be noted.
    front.holdAfter(before, full);
    try (SluiceProcess sync = start("sync", "--json")) {
      await("the first files to be there")
          .atMost(SluiceProcess.PATIENCE)
          .until(() -> server.client().count(Site.DATASET) >= before);
      mounts.fill(filler);
      full.countDown();
      Synced synced = Site.synced(sync);
      assertEquals(4, synced.code(), synced::shown);
      assertTrue(sync.err().contains("the disk is full"), synced::shown);
      assertTrue(sync.err().contains("left to the next run"), synced::shown);
      assertFalse(sync.err().contains("internal error"), synced::shown);
    }
    assertTrue(server.client().count(Site.DATASET) < FILES);
    Files.delete(mounts.inside(filler));
    try (SluiceProcess sync = start("sync", "--json")) {
      assertEquals(0, Site.synced(sync).code(), sync::toString);
    }
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
    assertRegisteredOnce();
  }

  @Test
  void refusesToStart_whenTheStateDirectoryIsReadOnlyOrHasNoInodes() throws Exception {
    mounts.memory(site.state(), "size=4m,ro");
    try (SluiceProcess daemon = start("run")) {
      assertEquals(2, daemon.awaitExit(), daemon::toString);
      assertTrue(daemon.err().contains("the state directory"), daemon::toString);
    }
    mounts.run("umount", site.state().toString());
    mounts.memory(site.state(), "size=4m,nr_inodes=1");
    try (SluiceProcess sync = start("sync")) {
      assertEquals(2, sync.awaitExit(), sync::toString);
      assertTrue(sync.err().contains("the state directory"), sync::toString);
    }
  }

  @Test
  void refusesToStart_andSaysThatTheDiskIsFull() throws Exception {
    mounts.memory(site.state(), "size=4m");
    try (SluiceProcess sync = start("sync")) {
      assertEquals(0, sync.awaitExit(), sync::toString);
    }
    mounts.fill(site.state().resolve("filler"));
    site.writeMany(FILES);
    for (String command : List.of("sync", "run")) {
      try (SluiceProcess process = start(command)) {
        assertEquals(2, process.awaitExit(), process::toString);
        assertTrue(process.err().contains("the disk is full. Free some"), process::toString);
      }
    }
    assertEquals(0, server.client().count(Site.DATASET));
  }

  @Test
  void daemonGoesOn_whenTheStateDirectoryRunsOutOfInodes() throws Exception {
    mounts.memory(site.state(), "size=8m,nr_inodes=40");
    try (SluiceProcess daemon = start("run")) {
      daemon.awaitLog("report folder=inbox .*state=watching");
      String fill = "i=0; while touch '" + site.state() + "'/f$i 2>/dev/null; do i=$((i+1)); done";
      mounts.run("sh", "-c", fill + "; :");
      site.writeMany(FILES);
      awaitAll(daemon);
    }
  }

  @Test
  void daemonPausesAndGoesOn_whenTheDiskTurnsReadOnlyAndIsMountedAnew() throws Exception {
    Path image = directory.resolve("disk.img");
    mounts.run("truncate", "-s", "24M", image.toString());
    assumeTrue(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
    mounts.run("mkfs.ext4", "-q", "-F", image.toString());
    String state = site.state().toString();
    mounts.run("mount", "-o", "loop,errors=remount-ro", image.toString(), state);
    try (SluiceProcess daemon = start("run")) {
      daemon.awaitLog("report folder=inbox .*state=watching");
      mounts.run(
          "sh",
          "-c",
          "echo 1 > /sys/fs/ext4/$(basename $(findmnt -no SOURCE '"
              + state
              + "'))/trigger_fs_error");
      site.writeMany(FILES);
      daemon.awaitLog("WARN .*the ledger .*cannot be ");
      daemon.awaitLog("report folder=inbox .*state=degraded");

      // A copy, since the kernel does not give up the file system while the daemon has it open.
      Path repaired = directory.resolve("repaired.img");
      mounts.run("umount", "-l", state);
      mounts.run("cp", image.toString(), repaired.toString());
      mounts.run("sh", "-c", "e2fsck -p -f '" + repaired + "' >/dev/null; [ $? -le 1 ]");
      mounts.run("mount", "-o", "loop", repaired.toString(), state);
      daemon.awaitLog("the ledger can be written again");
      awaitAll(daemon);
    }
  }
}
