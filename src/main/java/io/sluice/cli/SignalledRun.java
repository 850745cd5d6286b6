package io.sluice.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a signal end a one-shot command in order: its work is interrupted, what is under way is
 * recorded, what was done is printed, and only then the process goes, with the signal's own exit
 * code. Begun and closed by the thread that does the work.
 */
final class SignalledRun implements AutoCloseable {
  private static final int MOST_SECONDS = 20;
  private static final int MOST_MILLIS_OF_LAST = 1_000;

  private final Runnable last;
  private final Thread runner = Thread.currentThread();
  private final Thread hook = new Thread(this::stop, "stop");
  private final CountDownLatch closed = new CountDownLatch(1);

  @GuardedBy("this")
  private boolean stopping;

  @GuardedBy("this")
  private boolean working;

  private SignalledRun(Runnable last) {
    this.last = last;
  }

  /** From now on, until it is closed. */
  static SignalledRun begin() {
    return begin(() -> {});
  }

  /**
   * The same, of a command that leaves something to be put right.
   *
   * @param last does that, on a thread of its own, when the process goes without waiting for the
   *     command; where it hangs, as on a terminal that takes nothing, the process goes without it
   */
  static SignalledRun begin(Runnable last) {
    SignalledRun run = new SignalledRun(() -> briefly(last));
    Runtime.getRuntime().addShutdownHook(run.hook);
    return run;
  }

  private static void briefly(Runnable act) {
    Thread thread = new Thread(act, "last");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MOST_MILLIS_OF_LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does the work; what is done before and after is not interrupted.
   *
   * @throws InterruptedException when a signal stopped it, or came before it began
   */
  <T> T interruptibly(Callable<T> work) throws Exception {
    synchronized (this) {
      if (stopping) {
        throw new InterruptedException("stopped by a signal");
      }
      working = true;
    }
    try {
      return work.call();
    } finally {
      synchronized (this) {
        working = false;
        if (stopping) {
          // Came too late to be noticed, and must not disturb what follows.
          Thread.interrupted();
        }
      }
    }
  }

  private void stop() {
    SecondSignal.endsAtOnce(last);
    synchronized (this) {
      stopping = true;
      if (working) {
        runner.interrupt();
      }
    }
    try {
      boolean inTime = closed.await(MOST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        last.run();
        System.err.println("sluice: did not stop in time; the next run looks up what was begun");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is stopping already: the hook is what brought us here.
      return;
    }
  }
}
