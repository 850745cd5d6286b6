package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.event.TargetHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes to the log what an administrator should read there: each change of a target's health, and
 * each file that ends badly; unless a report says so in the end, as that of a one-shot run does of
 * files, and of a target that refuses, which it ends for. Files that went well are at debug level.
 *
 * <p>A target that comes and goes is said to be away, or throttled, or to refuse, once a minute
 * each, with how often it was.
 */
final class NewsLog implements IngestListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.files");
  private static final Logger TARGETS = LoggerFactory.getLogger("io.sluice.targets");

  private static final Instant LONG_AGO = Instant.EPOCH;

  private static final Duration SAID_AT_MOST_EVERY = Duration.ofMinutes(1);

  private final Level problems;
  private final Clock clock;
  private final Map<String, Said> said = new ConcurrentHashMap<>();

  private NewsLog(Level problems, Clock clock) {
    this.problems = problems;
    this.clock = clock;
  }

  /** What was said of a target. */
  private static final class Said {
    /** What it was last said to be. */
    private TargetHealth health = TargetHealth.OK;

    /** When each trouble was last said. */
    private final Map<TargetHealth, Instant> at = new EnumMap<>(TargetHealth.class);

    private int unsaid;
  }

  /** For a run without end: its log is where problems are read. */
  static NewsLog ofDaemon(Clock clock) {
    return new NewsLog(Level.WARN, clock);
  }

  /** For a run whose report lists every problem. */
  static NewsLog ofOneShot(Clock clock) {
    return new NewsLog(Level.DEBUG, clock);
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome) {
      file(outcome);
    } else if (event instanceof IngestEvent.TargetChanged changed) {
      target(changed, said.computeIfAbsent(changed.target(), target -> new Said()));
    }
  }

  private void file(IngestEvent.FileOutcome outcome) {
    String state = outcome.state().word();
    switch (outcome.state()) {
      case FAILED, CONFLICT, INCOMPLETE ->
          LOG.atLevel(problems)
              .log("{} {}: {} ({})", state, outcome.path(), outcome.reason(), outcome.folder());
      case UPLOADED, SKIPPED, VANISHED, PENDING ->
          LOG.debug("{} {} {} ({})", state, outcome.path(), outcome.reason(), outcome.folder());
    }
  }

  private void target(IngestEvent.TargetChanged changed, Said last) {
    synchronized (last) {
      if (last.health == changed.health()) {
        return;
      }
      if (changed.health() == TargetHealth.OK) {
        TARGETS.info("target {} is well again", changed.target());
      } else if (isTooSoon(last.at.getOrDefault(changed.health(), LONG_AGO))) {
        last.unsaid++;
        return;
      } else {
        bad(changed, last.unsaid);
        last.at.put(changed.health(), clock.instant());
        last.unsaid = 0;
      }
      last.health = changed.health();
    }
  }

  private boolean isTooSoon(Instant before) {
    return clock.instant().isBefore(before.plus(SAID_AT_MOST_EVERY));
  }

  private void bad(IngestEvent.TargetChanged changed, int unsaid) {
    Level level = changed.health() == TargetHealth.REFUSED ? problems : Level.WARN;
    TARGETS
        .atLevel(level)
        .log(
            "target {} is {}: {}; its files wait, next try at {}{}",
            changed.target(),
            changed.health().word(),
            changed.reason(),
            changed.retryAt().truncatedTo(ChronoUnit.SECONDS),
            unsaid == 0 ? "" : "; so it was " + unsaid + " times more since that was last said");
  }
}
