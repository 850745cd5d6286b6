package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.event.TargetHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes to the log what an administrator should read there: each change of a target's health, and
 * each file that ends badly, unless a report lists those in the end. Files that went well are at
 * debug level.
 *
 * <p>A target that comes and goes is said to be away once a minute, with how often it was.
 */
final class NewsLog implements IngestListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.files");
  private static final Logger TARGETS = LoggerFactory.getLogger("io.sluice.targets");

  private static final Duration SAID_AT_MOST_EVERY = Duration.ofMinutes(1);

  private final Level problems;
  private final Clock clock;
  private final Map<String, Said> said = new ConcurrentHashMap<>();

  private NewsLog(Level problems, Clock clock) {
    this.problems = problems;
    this.clock = clock;
  }

  /**
   * What was last said of a target.
   *
   * @param health what it was said to be
   * @param badAt when it was last said not to be well
   * @param unsaid how often it was not well since then, and it was not said
   */
  private record Said(TargetHealth health, Instant badAt, int unsaid) {}

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
      said.compute(
          changed.target(), (target, before) -> target(changed, Optional.ofNullable(before)));
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

  private Said target(IngestEvent.TargetChanged changed, Optional<Said> before) {
    boolean isNews = before.map(Said::health).orElse(TargetHealth.OK) != changed.health();
    Said last = before.orElse(new Said(TargetHealth.OK, Instant.MIN, 0));
    if (!isNews) {
      return last;
    }
    if (changed.health() == TargetHealth.OK) {
      TARGETS.info("target {} is well again", changed.target());
      return new Said(TargetHealth.OK, last.badAt(), last.unsaid());
    }
    Instant now = clock.instant();
    if (!last.badAt().equals(Instant.MIN) && now.isBefore(last.badAt().plus(SAID_AT_MOST_EVERY))) {
      return new Said(last.health(), last.badAt(), last.unsaid() + 1);
    }
    bad(changed, last.unsaid());
    return new Said(changed.health(), now, 0);
  }

  private static void bad(IngestEvent.TargetChanged changed, int unsaid) {
    TARGETS.warn(
        "target {} is {}: {}; its files wait, next try at {}{}",
        changed.target(),
        changed.health().word(),
        changed.reason(),
        changed.retryAt().truncatedTo(ChronoUnit.SECONDS),
        unsaid == 0 ? "" : "; not said " + unsaid + " times in the minute before");
  }
}
