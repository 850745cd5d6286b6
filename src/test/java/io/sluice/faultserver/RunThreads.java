package io.sluice.faultserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * I5, as far as it is cheap: a run within this process leaves no thread behind. Each run has a
 * group of its own, which its threads inherit; so runs beside each other are told apart.
 */
final class RunThreads {
  private static final Duration TO_END = Duration.ofMinutes(2);

  private RunThreads() {}

  /** Runs it, then looks at which of its threads are left. */
  static <T> T within(Callable<T> run) throws Exception {
    ThreadGroup group = new ThreadGroup("run");
    FutureTask<T> task = new FutureTask<>(run);
    new Thread(group, task, "test-run").start();
    T result;
    try {
      result = task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    for (Thread thread : left(group)) {
      thread.join(TO_END.toMillis());
    }
    List<Thread> left = left(group);
    if (!left.isEmpty()) {
      throw new AssertionError("I5 threads that are left after the run: " + left);
    }
    return result;
  }

  /** Those of libraries are shared by all runs of a process, and end when they are idle. */
  private static List<Thread> left(ThreadGroup group) {
    Thread[] alive = new Thread[1_000];
    int count = group.enumerate(alive);
    List<Thread> left = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean shared =
          alive[i].getName().startsWith("OkHttp") || alive[i].getName().startsWith("Okio");
      if (!shared) {
        left.add(alive[i]);
      }
    }
    return left;
  }
}
