package io.sluice.app;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Makes every thread of Sluice: named, and with one handler for what no thread may die of. */
final class Threads {
  private final Consumer<Throwable> onDeath;

  /**
   * @param onDeath told once for each thread that dies of an uncaught error; must bring the service
   *     down
   */
  Threads(Consumer<Throwable> onDeath) {
    this.onDeath = onDeath;
  }

  /** A thread that is not started yet. */
  Thread newThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setUncaughtExceptionHandler((dead, error) -> onDeath.accept(error));
    return thread;
  }

  /**
   * Waits for threads that were told to end, those of them that were started; any that has not by
   * then is left behind.
   *
   * @param endNanos until when, by {@link System#nanoTime}; a millisecond each at least
   */
  static void join(List<Thread> threads, long endNanos) throws InterruptedException {
    for (Thread thread : threads) {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime())));
      }
    }
  }

  /** A factory of threads named {@code <prefix>-1}, {@code <prefix>-2} and so on. */
  ThreadFactory numbered(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> newThread(prefix + "-" + number.incrementAndGet(), work);
  }

  /** As {@link #numbered}, for threads that must not keep the process alive. */
  ThreadFactory numberedDaemons(String prefix) {
    ThreadFactory factory = numbered(prefix);
    return work -> {
      Thread thread = factory.newThread(work);
      thread.setDaemon(true);
      return thread;
    };
  }
}
