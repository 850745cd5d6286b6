package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a restart costs with very many files that are done: {@code mvn verify -Pbench}, with {@code
 * -Dbench.files=N} for another number of them.
 */
@Tag("bench")
final class RestartBenchIT {
  private static final int FILES = Integer.getInteger("bench.files", 100_000);
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(2);

  @TempDir private Path directory;

  @Test
  void restartCostsOneWalkAndNoRequestForFiles() throws Exception {
    Site site = new Site(directory);
    site.writeMany(FILES);
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "requests-per-second: 10000", "workers: 16");
      Instant start = Instant.now();
      try (SluiceProcess sync = site.start("sync", "--json", "--no-progress")) {
        assertEquals(0, sync.awaitExit(LONGEST_UPLOAD), sync::toString);
      }
      say("first sync of %d files: %d s", FILES, secondsSince(start));
      say("its requests: %d", front.journal().size());

      front.forget();
      start = Instant.now();
      Synced second = site.sync("--json");
      second.counts(FILES, 0, FILES);
      say("second sync, process included: %d s", secondsSince(start));

      say("its requests: %s", front.journal());

      front.forget();
      site.rest("report: { interval: 100ms }");
      start = Instant.now();
      try (SluiceProcess daemon = site.start("run")) {
        daemon.awaitLog("folder inbox: " + FILES + " files in ");
        say("restart of run until its first scan is done: %d ms", millisSince(start));
        daemon.awaitLog("report folder=inbox .*uploaded=" + FILES + " .*state=watching");
        say("restart of run until it watches: %d ms", millisSince(start));
        say("its requests: %s", front.journal());
        assertTrue(front.journal().size() <= 10);
        site.write("class-0/new.png", ImageFiles.png("new"));
        Instant dropped = Instant.now();
        daemon.awaitLog("uploaded=" + (FILES + 1) + " .*state=watching");
        say("a new file, until it is reported: %d ms", millisSince(dropped));
      }
      assertEquals(FILES + 1, server.client().count(Site.DATASET));
    }
  }

  private static long secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toSeconds();
  }

  private static long millisSince(Instant start) {
    return Duration.between(start, Instant.now()).toMillis();
  }

  private static void say(String format, Object... values) {
    System.out.printf("bench: " + format + "%n", values);
  }
}
