package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Few file descriptors, a process that stands still for a while, a dataset server without room. */
@Execution(ExecutionMode.CONCURRENT)
final class ResourcesIT {
  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("settle: { quiet-period: 300ms }").rest("report: { interval: 1s }");
  }

  private static SluiceProcess.Launch withFiles(int most) {
    return SluiceProcess.Launch.of().through(List.of("prlimit", "--nofile=" + most));
  }

  @Test
  void everyFileArrives_whenFewCanBeOpenAtOnce() throws Exception {
    site.writeMany(150);
    try (SluiceProcess daemon = site.start(withFiles(64), "run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=150 .*failed=0 .*state=watching");
      assertFalse(daemon.err().contains("failed 1"), daemon::toString);
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
    }
    assertEquals(site.localDigests(), site.storedDigests());
  }

  @Test
  void doesNotStartHalf_whenTooFewFilesCanBeOpen() throws Exception {
    try (SluiceProcess daemon = site.start(withFiles(50), "run")) {
      assertEquals(2, daemon.awaitExit(), daemon::toString);
      assertTrue(daemon.err().contains("50 files open, and needs at least 64"), daemon::toString);
    }
  }

  @Test
  void datasetServerWaitsQuietly_whileItsConnectionsUseUpTheFiles() throws Exception {
    try (SluiceProcess daemon = site.start(withFiles(64), "run")) {
      int port = URI.create(daemon.serverUrl()).getPort();
      daemon.awaitLog("report folder=inbox .*state=watching");
      List<Socket> idle = new ArrayList<>();
      try {
        for (int i = 0; i < 80; i++) {
          idle.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        daemon.awaitLog("WARN .*cannot take a connection: Too many open files");
        long before = cpuTicks(daemon);
        site.writeMany(20);
        // Two rounds of the ledger's and the scan's tries; nothing may spin meanwhile.
        Pause.of(Duration.ofSeconds(5));
        long ticks = cpuTicks(daemon) - before;
        assertTrue(ticks < 250, "ticks of 10 ms in 5 s: " + ticks);
        assertEquals(2, daemon.err().split("cannot take a connection", -1).length);
      } finally {
        for (Socket socket : idle) {
          socket.close();
        }
      }
      daemon.awaitLog("report folder=inbox .*uploaded=20 .*state=watching");
    }
  }

  private static long cpuTicks(SluiceProcess process) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    List<String> fields = Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 2));
    return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
  }

  @Test
  void goesOnAndSendsNothingTwice_whenStoppedForAWhileAmidUploads() throws Exception {
    site.writeMany(120);
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "requests-per-second: 40", "batch-size: 1");
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      front.script(request -> hold(request, front, held, stopped));
      try (SluiceProcess daemon = site.start("run")) {
        assertTrue(held.await(5, TimeUnit.MINUTES), daemon::toString);
        daemon.signal("STOP");
        stopped.countDown();
        Pause.of(Duration.ofSeconds(11));
        assertTrue(server.client().count(Site.DATASET) < 120);
        daemon.signal("CONT");
        daemon.awaitLog("report folder=inbox .*uploaded=120 .*failed=0 .*state=watching");
        assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
        List<String> registered = front.registered();
        assertEquals(Set.copyOf(registered).size(), registered.size(), registered::toString);
      }
    }
  }

  /** Holds what writes once ten files are registered, until the process that asks has stopped. */
  private static Optional<Front.Answer> hold(
      Front.Request request, Front front, CountDownLatch held, CountDownLatch stopped) {
    if (request.writes() && front.registered().size() >= 10) {
      held.countDown();
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }

  @Test
  void datasetServerKeepsNoPartOfAFile_whenItsDiskIsFull_andTakesItLater() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Files.createDirectories(site.data());
      // The server leaves 16 MiB alone.
      mounts.memory(site.data(), "size=22m");
      for (int i = 0; i < 12; i++) {
        site.write("large/" + i + ".png", ImageFiles.png("large " + i, 1_000_000));
      }
      SluiceProcess.Launch launch = SluiceProcess.Launch.of().through(mounts.prefix());
      try (SluiceProcess daemon = site.start(launch, "run")) {
        daemon.awaitLog("WARN .*has no room left: .*; its files wait");
        daemon.awaitLog("report folder=inbox .*pending=[1-9]");
        try (Stream<Path> incoming = Files.list(mounts.inside(site.data()).resolve("incoming"))) {
          assertTrue(incoming.count() <= 8, "what is being received");
        }
        DatasetClient client = clientIn(mounts, daemon);
        for (DatasetClient.RemoteImage image : client.images(Site.DATASET)) {
          assertEquals(site.localDigests().get(image.path()), image.sha256());
        }
        mounts.run("mount", "-o", "remount,size=64m", site.data().toString());
        daemon.awaitLog("report folder=inbox .*uploaded=12 .*failed=0 .*state=watching");
        assertEquals(site.localDigests(), client.digests(Site.DATASET));
      }
    }
  }

  private DatasetClient clientIn(PrivateMounts mounts, SluiceProcess daemon) throws Exception {
    return new DatasetClient(daemon.serverUrl(), mounts.inside(site.data()));
  }
}
