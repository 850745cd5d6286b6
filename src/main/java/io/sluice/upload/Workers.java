package io.sluice.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of a pool: started together, ended together. */
final class Workers {
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(3);

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
   * Waits for all to end; interrupts those that have not by {@code deadlineNanos} of {@link
   * System#nanoTime()}, and waits a little more.
   */
  void end(long deadlineNanos) {
    boolean interrupted = !joinAll(deadlineNanos);
    threads.forEach(Thread::interrupt);
    interrupted |= !joinAll(System.nanoTime() + AFTER_INTERRUPT.toNanos());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the waiting itself was not interrupted. */
  private boolean joinAll(long deadlineNanos) {
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
