package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Reads all that is logged in this process, debugging included, and looks for secrets in it; and
 * for errors and stack traces, where users would see them. How often a thing is said cannot be told
 * here, since many runs log at once.
 */
final class LogWatch implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sluice");
  private final List<String> found = new CopyOnWriteArrayList<>();
  private final AtomicLong lines = new AtomicLong();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          String trace =
              event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy());
          lines.incrementAndGet();
          boolean isSeen = event.getLevel().isGreaterOrEqual(Level.INFO);
          if (event.getLevel() == Level.ERROR || (isSeen && !trace.isEmpty())) {
            found.add("I9 " + event + " " + trace);
          }
          found.addAll(Secrets.within("the log", event.getFormattedMessage() + "\n" + trace));
        }
      };

  LogWatch() {
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    logger.setLevel(Level.DEBUG);
  }

  void assertQuiet() {
    assertEquals(List.of(), found);
    assertTrue(lines.get() > 0, "nothing was logged at all");
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
    appender.stop();
  }
}
