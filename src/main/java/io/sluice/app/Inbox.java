package io.sluice.app;

import io.sluice.ledger.LedgerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the intake loop has to do, posted by all other threads. Thread-safe.
 *
 * <p>The queue itself has no bound, so that nobody who answers the intake can wait for it; its
 * producers are bounded instead: a scan takes a permit for each file that it finds, and gets it
 * back when that file has been looked into or has been put aside.
 */
final class Inbox {
  private static final int MOST_FILES_IN_HAND = 2_000;

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Semaphore filesInHand = new Semaphore(MOST_FILES_IN_HAND);

  /** Posts something that the intake loop does on its thread. */
  void post(Runnable message) {
    queue.add(message);
  }

  /**
   * Asks something on the intake thread, which owns the state of the folders. Not on that thread.
   *
   * @throws TimeoutException when it does not get round to it within {@code most}
   * @throws LedgerException when the question did
   */
  <T> T ask(Supplier<T> question, Duration most) throws InterruptedException, TimeoutException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    post(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            // A question that fails is the asker's concern, and must not end the intake.
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LedgerException trouble
          ? trouble
          : new IllegalStateException("a question to the intake failed", e.getCause());
    }
  }

  /** Waits until {@code files} more files may be handed over. */
  void admit(int files) throws InterruptedException {
    filesInHand.acquire(files);
  }

  /** A file that was admitted is out of hand. */
  void release() {
    filesInHand.release();
  }

  /** The next messages, at most {@code most}; waits for the first one. */
  List<Runnable> take(Duration wait, int most) throws InterruptedException {
    List<Runnable> messages = new ArrayList<>();
    Runnable first = queue.poll(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    if (first != null) {
      messages.add(first);
      queue.drainTo(messages, most - 1);
    }
    return messages;
  }
}
