package io.sluice.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of a pool: started together, ended together, beside those of other pools. */
final class Workers {
  /** How long threads that were interrupted are waited for; after that they are left behind. */
  static final Duration AFTER_INTERRUPT = Duration.ofSeconds(3);

  private final ThreadFactory factory;
  private final List<Thread> threads = new ArrayList<>();

  Workers(ThreadFactory factory) {
    this.factory = factory;
  }

  void start(int count, Runnable work) {
    for (int i = 0; i < count; i++) {
      Thread thread = factory.newThread(work);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Waits for the threads of all pools to end; interrupts those that have not within {@code grace},
   * and waits {@code after} that. Both waits are for all of them together.
   */
  static void end(List<Workers> pools, Duration grace, Duration after) {
    List<Thread> threads = pools.stream().flatMap(pool -> pool.threads.stream()).toList();
    boolean interrupted = !joinAll(threads, grace);
    threads.forEach(Thread::interrupt);
    interrupted |= !joinAll(threads, after);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the waiting itself was not interrupted. */
  private static boolean joinAll(List<Thread> threads, Duration most) {
    long deadlineNanos = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      try {
        thread.join(Math.max(1, millis));
      } catch (InterruptedException e) {
        return false;
      }
    }
    return true;
  }
}
