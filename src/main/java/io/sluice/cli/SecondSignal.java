package io.sluice.cli;

import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Lets a second SIGINT or SIGTERM end a process that is stopping already. A JVM ignores signals
 * while it stops.
 */
final class SecondSignal {
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private SecondSignal() {}

  /**
   * For when the first signal has come. What is on disk is looked up at the next start.
   *
   * @param first what is done before that, and must not take long
   */
  static void endsAtOnce(Runnable first) {
    try {
      for (Map.Entry<String, Integer> code : EXIT_CODES.entrySet()) {
        new OsSignal(code.getKey()).handle(() -> end(first, code.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      // They stay ignored.
      LoggerFactory.getLogger(SecondSignal.class).debug("a second signal is not noticed", e);
    }
  }

  private static void end(Runnable first, int code) {
    try {
      first.run();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
