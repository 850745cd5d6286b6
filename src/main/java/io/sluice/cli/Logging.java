package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up: standard error, one line an event. Under systemd the journal has the time and
 * takes the level from a prefix, so neither is written twice. A configuration of the user's own
 * ({@code -Dlogback.configurationFile}) is left alone.
 */
final class Logging {
  private static final String TERMINAL = "%d{HH:mm:ss} %-5level %msg%n%ex{full}";
  private static final String PLAIN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n%ex{full}";
  private static final String JOURNAL = "%journal%logger{0} - %msg%n%ex{full}";

  private Logging() {}

  /** Applies the options of one command. */
  static void configure(CommonOptions options) {
    if (System.getProperty("logback.configurationFile") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setContext(context);
      console.setName("console");
      console.setTarget("System.err");
      console.setEncoder(encoder(context, options));
      console.start();
      ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      root.addAppender(console);
      root.setLevel(Level.WARN);
      // What it cannot load is said in plain words where that is found out.
      context.getLogger("org.sqlite").setLevel(Level.OFF);
      // Its warnings quote what a client sent, as it came: control characters, and a key.
      context.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
      context.getLogger("io.sluice").setLevel(options.quiet() ? Level.WARN : Level.INFO);
      if (options.verbose()) {
        context.getLogger("io.sluice.files").setLevel(Level.DEBUG);
      }
    }
  }

  /** Keeps what is no trouble off a terminal that shows a progress bar. */
  static void warningsOnly() {
    if (System.getProperty("logback.configurationFile") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("io.sluice").setLevel(Level.WARN);
    }
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, CommonOptions options) {
    if (options.logFormat() == CommonOptions.LogFormat.json) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithFormattedMessage(true);
      json.setWithMessage(false);
      json.setWithArguments(false);
      json.start();
      return json;
    }
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("journal", JournalPrefix::new);
    layout.setPattern(pattern());
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> text = new LayoutWrappingEncoder<>();
    text.setContext(context);
    text.setCharset(StandardCharsets.UTF_8);
    text.setLayout(layout);
    text.start();
    return text;
  }

  private static String pattern() {
    if (Terminal.journalOnStandardError()) {
      return JOURNAL;
    }
    return Terminal.onStandardError() ? TERMINAL : PLAIN;
  }
}
