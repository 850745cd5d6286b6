package io.sluice.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks what may never be answered: a mount that hangs keeps whoever looks at it in the kernel,
 * where nothing reaches him. So each question has a thread of its own, which is left behind if need
 * be and does not keep the process alive.
 */
final class TimedQuestion {
  private final Threads threads = new Threads(died -> {});
  private final Duration most;

  /**
   * @param most how long an answer is waited for
   */
  TimedQuestion(Duration most) {
    this.most = most;
  }

  /** How long an answer is waited for. */
  Duration most() {
    return most;
  }

  /**
   * The answer; empty when there was none in time.
   *
   * @param about what it is about, for the name of the thread
   * @throws IOException when the question fails
   */
  <T> Optional<T> ask(String about, Callable<T> question) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = threads.newThread("check-" + about, task);
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      thread.interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new InternalFaultException(e.getCause());
    }
  }
}
