package io.sluice.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the watch of a folder does, for the status and the log: each trouble is said once when it
 * begins, and once when it is over. Thread-safe.
 */
final class WatchState {
  private static final Logger LOG = LoggerFactory.getLogger(WatchState.class);
  private static final Duration SAY_OVERFLOW_EVERY = Duration.ofMinutes(1);

  private final String folder;
  private final Clock clock;
  private Optional<String> lost = Optional.empty();
  private Optional<String> overflow = Optional.empty();
  private boolean polled;
  private long mendedByScan;
  private Instant sayOverflowAt = Instant.MIN;

  /**
   * @param folder its name
   * @param clock that never goes back
   */
  WatchState(String folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The folder is watched. */
  synchronized void watching() {
    if (lost.isPresent()) {
      LOG.info("folder {} is watched again", folder);
    }
    lost = Optional.empty();
    polled = false;
  }

  /** There is no watch for the moment. */
  synchronized void lost(String reason) {
    polled = false;
    if (!lost.equals(Optional.of(reason))) {
      LOG.warn("folder {}: {}; until it is watched again it is scanned regularly", folder, reason);
    }
    lost = Optional.of(reason);
  }

  /**
   * Some events were lost, which a scan makes good.
   *
   * @param scan the number of that scan
   */
  synchronized void overflowed(String reason, long scan) {
    Instant now = clock.instant();
    overflow = Optional.of(reason);
    mendedByScan = scan;
    if (!now.isBefore(sayOverflowAt)) {
      sayOverflowAt = now.plus(SAY_OVERFLOW_EVERY);
      LOG.info("folder {}: {}; scanning it instead", folder, reason);
    }
  }

  /** The folder is on a network file system: scans are what finds changes there. */
  synchronized void polled() {
    if (!polled) {
      LOG.info("folder {} is on a network file system: changes are found by scans alone", folder);
    }
    polled = true;
    lost = Optional.empty();
    overflow = Optional.empty();
  }

  /** A scan came to its end. */
  synchronized void scanned(long number) {
    if (number >= mendedByScan) {
      overflow = Optional.empty();
    }
  }

  /** Whether changes are noticed later than the user may expect. */
  synchronized boolean isDegraded() {
    return lost.isPresent();
  }

  /** What there is to say, in words for people. */
  synchronized List<String> words() {
    List<String> words = new ArrayList<>();
    lost.ifPresent(words::add);
    overflow.ifPresent(reason -> words.add(reason + "; a scan makes up for it"));
    if (polled) {
      words.add("on a network file system: changes are found by scans alone");
    }
    return words;
  }
}
