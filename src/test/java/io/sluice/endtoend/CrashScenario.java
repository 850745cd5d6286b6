package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What is run, until it halts. */
enum CrashScenario {
  /** Everything is new to the ledger. */
  SYNC,
  /** Images that were uploaded are gone from the dataset. */
  REPAIR,
  /** What kept files from being uploaded is gone. */
  RETRY,
  /** A file arrives when the daemon has caught up. */
  RUN,
  /** As a sync; what halts is its dataset server. */
  SERVE;

  private static final Pattern CAUGHT_UP = Pattern.compile(" uploaded=9 .* pending=0 ");
  private static final Pattern LATE_ONE_TOO = Pattern.compile(" uploaded=10 .* pending=0 ");
  private static final String LATE = "b/2.png";

  /** What has happened before. */
  void prepare(CrashScene scene) throws Exception {
    if (this == REPAIR || this == RETRY) {
      scene.syncHere();
      scene.anotherDay();
      scene.inboxChanged();
    }
    if (this == REPAIR) {
      for (String lost : List.of("/a/1.png", "/b/1.png", "/old/kept.png", "/a/large.png")) {
        scene.client().delete(Site.DATASET, lost);
      }
    }
    if (this == RUN) {
      Files.delete(scene.site().inbox().resolve(LATE));
      scene.inboxChanged();
    }
    if (this == RETRY) {
      scene.client().delete(Site.DATASET, "/taken.png");
      scene.site().write("half.png", ImageFiles.png("half"));
      scene.inboxChanged();
    }
  }

  String[] command() {
    return switch (this) {
      case SYNC, SERVE -> new String[] {"sync", "--json"};
      case REPAIR -> new String[] {"verify", "--repair", "--json"};
      case RETRY -> new String[] {"retry", "--json"};
      case RUN -> new String[] {"run"};
    };
  }

  /** Runs it to its end; whether it was halted before that. */
  boolean halve(CrashScene scene, List<String> options) throws Exception {
    try (SluiceProcess process = scene.start(options, command())) {
      if (this == RUN) {
        endOfDaemon(scene, process);
      }
      int code = process.awaitExit();
      if (code == 1 || code == 2) {
        throw new AssertionError("ended with " + code + ": " + process);
      }
      return code == 137;
    }
  }

  /** A file arrives when all that was there has been dealt with; then the daemon is stopped. */
  private static void endOfDaemon(CrashScene scene, SluiceProcess process) throws Exception {
    awaitLine(process, CAUGHT_UP);
    scene.listingTooOld();
    scene.site().writeQuietly(LATE);
    scene.inboxChanged();
    awaitLine(process, LATE_ONE_TOO);
    if (process.isAlive()) {
      process.signal("TERM");
    }
  }

  private static void awaitLine(SluiceProcess process, Pattern line) {
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || line.matcher(process.err()).find());
  }
}
