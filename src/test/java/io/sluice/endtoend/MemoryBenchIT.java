package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of a daemon that knows a million files and uploads eight large ones at once, to a
 * server in another process: {@code mvn verify -Pbench -Dit.test=MemoryBenchIT}; {@code
 * -Dmemory.rows=N} for another number of files.
 */
@Tag("bench")
final class MemoryBenchIT {
  private static final int ROWS = Integer.getInteger("memory.rows", 1_000_000);
  private static final int LARGE_FILES = 16;
  private static final int LARGE_BYTES = 50_000_000;
  private static final long MOST_KB = 300_000;
  private static final List<String> JVM = List.of("-Xmx128m");

  @TempDir private Path directory;

  @Test
  void staysBelow300Megabytes_withAMillionRowsAndEightLargeUploads() throws Exception {
    Site site = new Site(directory);
    try (RemoteServer server = new RemoteServer(site.data())) {
      site.remote(server.url(), server.keyFile(), "workers: 8", "requests-per-second: 1000")
          .folder("settle: { quiet-period: 300ms }", "max-size: 60MB")
          .rest("report: { interval: 1s }");
      try (SluiceProcess sync = site.startWith(JVM, "sync", "--json")) {
        assertEquals(0, sync.awaitExit(), sync::toString);
      }
      fillLedger(site.ledger());
      for (int i = 0; i < LARGE_FILES; i++) {
        writeLarge(site.inbox().resolve("large-" + i + ".png"), i);
      }
      try (SluiceProcess daemon = site.startWith(JVM, "run")) {
        AtomicLong peak = new AtomicLong();
        DatasetClient client = server.client();
        await("all large files to be there; " + daemon)
            .atMost(Duration.ofMinutes(30))
            .pollInterval(Duration.ofMillis(200))
            .until(
                () -> {
                  daemon.peakMemory().ifPresent(text -> peak.set(kilobytes(text)));
                  return client.count(Site.DATASET) >= LARGE_FILES;
                });
        daemon.awaitLog("report folder=inbox .*uploaded=" + LARGE_FILES + " .*state=watching");
        daemon.peakMemory().ifPresent(text -> peak.set(kilobytes(text)));
        System.out.printf(
            "bench: peak of resident memory with %d rows and 8 uploads of %d MB at once: %d MB%n",
            ROWS, LARGE_BYTES / 1_000_000, peak.get() / 1_000);
        assertTrue(peak.get() <= MOST_KB, () -> "kB: " + peak.get());
      }
    }
  }

  private static long kilobytes(String text) {
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  /** Rows of files that were skipped long ago and are on no disk any more. */
  private static void fillLedger(Path file) throws Exception {
    String rows =
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
            + ROWS
            + ") INSERT INTO sighting (folder_id, path, size, mtime_s, mtime_n, ctime_s, ctime_n,"
            + " state, lane, waiting_since) SELECT (SELECT max(id) FROM folder), 'known/' || (i /"
            + " 1000) || '/image-' || i || '.png', 1000 + i, 1700000000 + i, 0, 1700000000 + i, 0,"
            + " 'SKIPPED', 'BACKLOG', 0 FROM n";
    try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = ledger.createStatement()) {
      // The driver counts what triggers do as well.
      assertTrue(statement.executeUpdate(rows) >= ROWS);
    }
  }

  /** A PNG of which most is one comment, written in pieces. */
  private static void writeLarge(Path file, int number) throws Exception {
    byte[] image = ImageFiles.png("large " + number, 1_000_000);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(image, 0, image.length - 12);
      // Each further piece is a chunk with its own length and checksum, taken from another image.
      int written = image.length - 12;
      for (int i = 0; written < LARGE_BYTES - 1_000_000; i++) {
        byte[] more = ImageFiles.png("more " + number + " " + i, 1_000_000);
        int comment = ImageFiles.png("").length - 12 - "tEXtComment\0".length() - 8;
        out.write(more, comment, more.length - 12 - comment);
        written += more.length - 12 - comment;
      }
      out.write(image, image.length - 12, 12);
    }
  }
}
