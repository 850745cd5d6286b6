package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst that the kernel's queue of events cannot hold by far: {@code mvn verify -Psweep
 * -Dit.test=WatchSweepIT}, with {@code -Dburst.files=N} for another number of files and {@code
 * -Dburst.java=DIR} for another Java than that of the build. The queue is that of the whole system
 * for as long as the process starts its watch, a few seconds; needs root.
 */
@Tag("sweep")
final class WatchSweepIT {
  private static final int FILES = Integer.getInteger("burst.files", 60_000);
  private static final int PER_DIRECTORY = 20_000;
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @TempDir private Path directory;

  @Test
  void everyFileOfABurstIsUploadedOnce_whenTheQueueHoldsSixteenEvents() throws Exception {
    assumeTrue(Files.isWritable(QUEUE), "the kernel's queue is changed by root alone");
    Site site = new Site(directory);
    Path javaHome = Path.of(System.getProperty("burst.java", System.getProperty("java.home")));
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "requests-per-second: 10000", "batch-size: 500")
          .folder("settle: { quiet-period: 300ms }", "rescan-interval: 1h")
          .rest("report: { interval: 1s }");
      try (SluiceProcess daemon = startWithShortQueue(site, javaHome)) {
        Instant start = Instant.now();
        write(site);
        say("%d files written in %d s", FILES, secondsSince(start));
        awaitUploaded(daemon, server.client());
        say("all uploaded after %d s, Java %s", secondsSince(start), javaHome);
        daemon.awaitLog("more changes at once .*scanning it instead");
        daemon.awaitLog("report folder=inbox .*uploaded=" + FILES + " .*failed=0 .*state=watching");
        say("losses said in the log: %d", daemon.err().split("scanning it instead", -1).length - 1);
        assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
        List<String> registered = front.registered();
        assertEquals(FILES, registered.size());
        assertEquals(FILES, Set.copyOf(registered).size());
      }
    }
  }

  private static SluiceProcess startWithShortQueue(Site site, Path javaHome) throws Exception {
    String before = queue();
    Thread restore = new Thread(() -> setQueue(before), "restore-queue");
    Runtime.getRuntime().addShutdownHook(restore);
    SluiceProcess daemon = null;
    boolean watching = false;
    try {
      setQueue("16");
      assertEquals("16", queue());
      daemon = site.start(SluiceProcess.Launch.of().on(javaHome), "run");
      daemon.awaitLog("report folder=inbox .*state=watching");
      watching = true;
      return daemon;
    } finally {
      setQueue(before);
      assertEquals(before, queue());
      Runtime.getRuntime().removeShutdownHook(restore);
      if (!watching && daemon != null) {
        daemon.close();
      }
    }
  }

  /** In one read: the kernel gives such a value whole, or from the second read on nothing. */
  private static String queue() throws IOException {
    byte[] bytes = new byte[64];
    try (InputStream in = Files.newInputStream(QUEUE)) {
      int length = in.read(bytes, 0, bytes.length);
      return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
    }
  }

  private static void setQueue(String events) {
    try {
      Files.writeString(QUEUE, events + "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Site site) throws IOException {
    for (int i = 0; i < FILES; i++) {
      String name = "burst-" + i / PER_DIRECTORY + "/" + i + ".png";
      site.write(name, ImageFiles.png(name));
    }
  }

  private static void awaitUploaded(SluiceProcess daemon, DatasetClient client) {
    await("all files to be there; " + daemon)
        .atMost(LONGEST)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertTrue(daemon.isAlive(), daemon::toString);
              return client.count(Site.DATASET) >= FILES;
            });
  }

  private static long secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toSeconds();
  }

  private static void say(String format, Object... values) {
    System.out.printf("sweep: " + format + "%n", values);
  }
}
