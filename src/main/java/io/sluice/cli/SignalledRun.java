package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.StartException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a one-shot command so that a signal ends it in order: the run is interrupted, what is under
 * way is recorded, and only then the process goes, with the signal's own exit code.
 */
final class SignalledRun {
  private static final int MOST_SECONDS = 20;

  private SignalledRun() {}

  /** What is to be run. */
  interface Work<T> {
    T run() throws StartException, InterruptedException, DaemonGoneException;
  }

  static <T> T run(Work<T> command)
      throws StartException, InterruptedException, DaemonGoneException {
    Thread runner = Thread.currentThread();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(runner, stopped), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return command.run();
    } finally {
      stopped.countDown();
      removeUnlessStopping(hook);
    }
  }

  private static void stop(Thread runner, CountDownLatch stopped) {
    runner.interrupt();
    try {
      boolean inTime = stopped.await(MOST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("sluice: did not stop in time; the next run looks up what was begun");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeUnlessStopping(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is stopping already: the hook is what brought us here.
      return;
    }
  }
}
