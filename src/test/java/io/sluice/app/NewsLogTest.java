package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sluice.event.IngestEvent;
import io.sluice.event.TargetHealth;
import io.sluice.upload.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What an administrator reads of targets. */
@Isolated("other tests set up logging anew")
final class NewsLogTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sluice.targets");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getFormattedMessage().startsWith("target of-this-test ")) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
          }
        }
      };
  private final ManualClock clock = new ManualClock(T0);
  private final NewsLog log = NewsLog.ofDaemon(clock);

  @BeforeEach
  void listen() {
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void end() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  private void is(TargetHealth health) {
    log.on(new IngestEvent.TargetChanged("of-this-test", health, "gone", clock.instant()));
  }

  @Test
  void saysOnceAMinute_whatIsWrong_howeverOftenATargetComesAndGoes() {
    for (int second = 0; second < 600; second++) {
      is(second % 2 == 0 ? TargetHealth.THROTTLED : TargetHealth.UNREACHABLE);
      is(TargetHealth.OK);
      clock.move(Duration.ofSeconds(1));
    }
    assertEquals(
        20, lines.stream().filter(line -> line.startsWith("WARN")).count(), lines::toString);
    assertEquals(
        20, lines.stream().filter(line -> line.startsWith("INFO")).count(), lines::toString);
    assertEquals(
        "WARN target of-this-test is throttled: gone; its files wait, next try at"
            + " 2026-11-22T10:01:00Z; so it was 58 times more since that was last said",
        lines.get(4));
  }

  @Test
  void saysInTheEndThatATargetIsAway_thoughItWasTooSoonAtFirst() {
    is(TargetHealth.UNREACHABLE);
    is(TargetHealth.OK);
    is(TargetHealth.UNREACHABLE);
    assertEquals(2, lines.size());
    for (int i = 0; i < 10; i++) {
      // A probe failed.
      clock.move(Duration.ofSeconds(30));
      is(TargetHealth.UNREACHABLE);
    }
    assertEquals(3, lines.size(), lines::toString);
    is(TargetHealth.OK);
    assertEquals("INFO target of-this-test is well again", lines.get(3));
  }

  @Test
  void leavesARefusalToTheReport_whereTheRunEndsForIt_butNotAnOutage() {
    NewsLog oneShot = NewsLog.ofOneShot(clock);
    for (TargetHealth health : List.of(TargetHealth.REFUSED, TargetHealth.UNREACHABLE)) {
      oneShot.on(new IngestEvent.TargetChanged("of-this-test", health, "no", clock.instant()));
    }
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("WARN target of-this-test is unreachable"));
  }

  @Test
  void saysAtOnce_thatAnotherThingIsWrong() {
    is(TargetHealth.UNREACHABLE);
    is(TargetHealth.REFUSED);
    assertEquals(2, lines.size());
  }
}
