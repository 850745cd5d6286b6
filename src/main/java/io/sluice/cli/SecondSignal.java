package io.sluice.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Lets a second SIGINT or SIGTERM end a process that is stopping already. A JVM ignores signals
 * while it stops, and has no other means for this than a class that compilers warn of, which is why
 * it is found by its name.
 */
final class SecondSignal {
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private SecondSignal() {}

  /** For when the first signal has come. What is on disk is looked up at the next start. */
  static void endsAtOnce() {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = type.getMethod("handle", type, handler);
      for (Map.Entry<String, Integer> code : EXIT_CODES.entrySet()) {
        Object signal = type.getConstructor(String.class).newInstance(code.getKey());
        handle.invoke(null, signal, halting(handler, code.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      // Another kind of JVM, or one that was told to leave signals alone: they stay ignored.
      LoggerFactory.getLogger(SecondSignal.class).debug("a second signal is not noticed", e);
    }
  }

  private static Object halting(Class<?> handler, int code) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (proxy, method, arguments) -> {
          Runtime.getRuntime().halt(code);
          return null;
        });
  }
}
