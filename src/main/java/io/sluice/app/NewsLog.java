package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.event.TargetHealth;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log what an administrator should read there: each file that ends badly, and each
 * change of a target's health. Files that went well are in the report, and at debug level here.
 */
final class NewsLog implements IngestListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.files");
  private static final Logger TARGETS = LoggerFactory.getLogger("io.sluice.targets");

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome) {
      file(outcome);
    } else if (event instanceof IngestEvent.TargetChanged changed) {
      target(changed);
    }
  }

  private static void file(IngestEvent.FileOutcome outcome) {
    String state = outcome.state().word();
    switch (outcome.state()) {
      case FAILED, CONFLICT, INCOMPLETE ->
          LOG.warn("{} {}: {} ({})", state, outcome.path(), outcome.reason(), outcome.folder());
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
