package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.darwin.DarwinStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast many small files go to Darwin: {@code mvn verify -Pbench -Dit.test=DarwinBenchIT}. The
 * pace is set out of the way ({@code requests-per-second}), since it is what bounds a real upload.
 * The server is in this process and shares its cores, so part of each time is the server's.
 */
@Tag("bench")
final class DarwinBenchIT {
  private static final int FILES = 1_000;
  private static final int BYTES = 50_000;
  private static final int ROUNDS = 10;

  /** Files that were written just now are waited for; these are meant to be old. */
  private static final Duration UNTIL_QUIET = Duration.ofMillis(2_200);

  /** Half of what the platform's own client took for the same, on two cores. */
  private static final double MOST_SECONDS = 1.8;

  /** Its own client opens some two thousand. */
  private static final int MOST_CONNECTIONS = 40;

  @TempDir private Path directory;

  @Test
  void pushWithinAWarmProcess_isTwiceAsFastAsTheOfficialClient_andReusesConnections()
      throws Exception {
    double best = Double.MAX_VALUE;
    for (int round = 1; round <= ROUNDS; round++) {
      Path root = directory.resolve("round-" + round);
      try (DarwinSite darwin = prepared(root)) {
        List<String> line = push(darwin);
        long start = System.nanoTime();
        CommandHere.Ended ended = CommandHere.run(root, line.toArray(String[]::new));
        double seconds = secondsSince(start);
        assertEquals(0, ended.code(), ended::toString);
        say("round %d within the process", round, seconds, darwin);
        darwin.assertAllConfirmedOnce();
        assertTrue(darwin.server().connections() <= MOST_CONNECTIONS);
        best = Math.min(best, seconds);
      }
      Scratch.delete(root);
    }
    double seconds = best;
    assertTrue(seconds <= MOST_SECONDS, () -> "the best round took " + seconds + " s");
  }

  @Test
  void pushOfAProcessThatHasJustStarted() throws Exception {
    for (int round = 1; round <= 3; round++) {
      Path root = directory.resolve("cold-" + round);
      try (DarwinSite darwin = prepared(root)) {
        long start = System.nanoTime();
        try (SluiceProcess process =
            SluiceProcess.start(root, darwin.site().logs(), push(darwin))) {
          assertEquals(0, process.awaitExit(), process::toString);
        }
        say("round %d with the start of a process", round, secondsSince(start), darwin);
        darwin.assertAllConfirmedOnce();
      }
      Scratch.delete(root);
    }
  }

  private static DarwinSite prepared(Path root) throws Exception {
    DarwinSite darwin = new DarwinSite(root, "requests-per-second: 10000");
    for (int i = 0; i < FILES; i++) {
      Path file = darwin.site().write("image-" + i + ".png", ImageFiles.png("image " + i, BYTES));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    }
    Pause.of(UNTIL_QUIET);
    return darwin;
  }

  private static List<String> push(DarwinSite darwin) throws Exception {
    List<String> line = new ArrayList<>(List.of("push", darwin.site().inbox().toString()));
    line.addAll(List.of("-c", darwin.site().configuration().toString(), "--target", "store"));
    line.addAll(List.of("--dataset", Site.DATASET, "-q", "--no-progress"));
    return line;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void say(String what, int round, double seconds, DarwinSite darwin) {
    System.out.printf(
        "bench: %s: %d files in %.2f s, %d requests over %d connections (%d registrations)%n",
        what.formatted(round),
        FILES,
        seconds,
        darwin.server().steps().size(),
        darwin.server().connections(),
        darwin.count(DarwinStep.REGISTER));
  }
}
