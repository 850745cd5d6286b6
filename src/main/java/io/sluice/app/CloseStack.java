package io.sluice.app;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, newest first, once, and to the end: a failure to close one thing does not
 * keep the others open.
 */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Remembers something to close; gives it back. */
  synchronized <T extends AutoCloseable> T push(T resource) {
    open.push(resource);
    return resource;
  }

  /** The next thing to close, taken off the stack. */
  private synchronized AutoCloseable pop() {
    return open.isEmpty() ? () -> {} : open.pop();
  }

  private synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  @Override
  public void close() throws CloseFailedException {
    CloseFailedException failed = new CloseFailedException();
    while (!isEmpty()) {
      try {
        pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed.addSuppressed(e);
      } catch (Exception e) {
        failed.addSuppressed(e);
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  /** Some things could not be closed; each failure is suppressed in this one. */
  static final class CloseFailedException extends java.io.IOException {
    private static final long serialVersionUID = 1L;

    CloseFailedException() {
      super("not everything could be closed in order");
    }
  }
}
