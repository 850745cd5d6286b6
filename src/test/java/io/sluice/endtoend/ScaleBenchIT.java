package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many files in a small heap: {@code mvn verify -Pbench -Dit.test=ScaleBenchIT}, with {@code
 * -Dscale.files=N} for another number than a million. All files are in the dataset already, so that
 * each goes the whole way (seen, looked into, named, looked up in the listing) but its bytes.
 */
@Tag("bench")
final class ScaleBenchIT {
  private static final int FILES = Integer.getInteger("scale.files", 1_000_000);
  private static final int PER_DIRECTORY = 1_000;
  private static final String HEAP = "-Xmx128m";
  private static final Duration LONGEST = Duration.ofHours(2);

  @TempDir private Path directory;

  @Test
  void millionFilesFitASmallHeap_andTheSecondSyncAsksForNone() throws Exception {
    Site site = new Site(directory);
    Instant start = Instant.now();
    writeAll(site.inbox());
    say("%d files written: %d s", FILES, secondsSince(start));
    Path key = Files.writeString(directory.resolve("key"), "pk_live_test\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    try (ListedPlatform platform =
        new ListedPlatform(
            FILES, i -> new ListedPlatform.Listed("/c" + i / PER_DIRECTORY, name(i), size(i)))) {
      site.remote(platform.url(), key, "requests-per-second: 1000");
      start = Instant.now();
      Synced first = timed(site, "first sync");
      first.counts(FILES, 0, FILES);
      say("first sync: %d s, %d requests", secondsSince(start), platform.requests());
      assertTrue(platform.requests() <= FILES / 1000 * 2L + 50, () -> "" + platform.requests());

      long before = platform.requests();
      start = Instant.now();
      timed(site, "second sync").counts(FILES, 0, FILES);
      long asked = platform.requests() - before;
      say("second sync: %d s, %d requests", secondsSince(start), asked);
      assertTrue(asked <= 2, () -> "requests of the second sync: " + asked);
      say("ledger: %d MB", Files.size(site.ledger()) / 1_000_000);
    }
  }

  private static Synced timed(Site site, String what) throws Exception {
    try (SluiceProcess sync = site.startWith(List.of(HEAP), "sync", "--json", "--no-progress")) {
      AtomicReference<String> peak = new AtomicReference<>("unknown");
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                sync.peakMemory().ifPresent(peak::set);
                return !sync.isAlive();
              });
      assertEquals(0, sync.awaitExit(), sync::toString);
      say("%s: peak of resident memory %s", what, peak.get());
      return Site.synced(sync);
    }
  }

  private static void writeAll(Path inbox) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path place = inbox.resolve("c" + i / PER_DIRECTORY);
      if (i % PER_DIRECTORY == 0) {
        Files.createDirectories(place);
      }
      Files.write(place.resolve(name(i)), bytes(i));
    }
  }

  private static String name(long i) {
    return "image-" + i + ".png";
  }

  private static byte[] bytes(long i) {
    return ImageFiles.png(name(i));
  }

  private static long size(long i) {
    return bytes(i).length;
  }

  private static long secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toSeconds();
  }

  private static void say(String format, Object... values) {
    System.out.printf("bench: " + format + "%n", values);
  }
}
