package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.event.TargetHealth;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes to the log what an administrator should read there: each change of a target's health, and
 * each file that ends badly, unless a report lists those in the end. Files that went well are at
 * debug level.
 */
final class NewsLog implements IngestListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.files");
  private static final Logger TARGETS = LoggerFactory.getLogger("io.sluice.targets");

  private final Level problems;

  private NewsLog(Level problems) {
    this.problems = problems;
  }

  /** For a run without end: its log is where problems are read. */
  static NewsLog ofDaemon() {
    return new NewsLog(Level.WARN);
  }

  /** For a run whose report lists every problem. */
  static NewsLog ofOneShot() {
    return new NewsLog(Level.DEBUG);
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome) {
      file(outcome);
    } else if (event instanceof IngestEvent.TargetChanged changed) {
      target(changed);
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

  private static void target(IngestEvent.TargetChanged changed) {
    if (changed.health() == TargetHealth.OK) {
      TARGETS.info("target {} is well again", changed.target());
    } else {
      TARGETS.warn(
          "target {} is {}: {}; its files wait, next try at {}",
          changed.target(),
          changed.health().word(),
          changed.reason(),
          changed.retryAt().truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
