package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.source.FolderWatch;
import io.sluice.source.RestartBackoff;
import io.sluice.source.WatchListener;
import io.sluice.source.WatchLoss;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the watch of one folder alive: whenever it ends, a scan is asked for and the watch is begun
 * again after a while. What it hears goes to the intake as hints; too many hints at once become a
 * scan.
 */
final class WatchLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
  private static final int MOST_HINTS = 5_000;

  private final FolderLine line;
  private final Inbox inbox;
  private final AtomicInteger hints = new AtomicInteger();
  private final AtomicBoolean lossPosted = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean retryNow;
  private Optional<FolderWatch> current = Optional.empty();

  WatchLoop(FolderLine line, Inbox inbox) {
    this.line = line;
    this.inbox = inbox;
  }

  /** Watches until closed. Runs on the folder's watch thread. */
  void run() {
    RestartBackoff backoff = new RestartBackoff();
    try {
      for (Optional<FolderWatch> watch = next(); watch.isPresent(); watch = next()) {
        long start = System.nanoTime();
        watch.get().run();
        pause(backoff.delayAfter(Duration.ofNanos(System.nanoTime() - start)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<FolderWatch> next() {
    lock.lock();
    try {
      current =
          closed
              ? Optional.empty()
              : Optional.of(
                  new FolderWatch(line.folder().root(), line.folder().filter(), new Hints()));
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = delay.toNanos();
      while (!closed && !retryNow && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      retryNow = false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a pause between two watches, since the folder is known to be there again. */
  void retryNow() {
    lock.lock();
    try {
      retryNow = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Optional<FolderWatch> running;
    lock.lock();
    try {
      closed = true;
      running = current;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    running.ifPresent(FolderWatch::close);
  }

  /** Runs on the watch thread: posts, and does nothing else. */
  private final class Hints implements WatchListener {
    @Override
    public void watching() {
      inbox.post(line::watching);
    }

    @Override
    public void noticed(RelativePath path) {
      hint(path);
    }

    @Override
    public void directoryNoticed(RelativePath directory) {
      hint(directory);
    }

    private void hint(RelativePath path) {
      if (hints.incrementAndGet() > MOST_HINTS) {
        hints.decrementAndGet();
        lost("more changes at once than can be followed", false);
        return;
      }
      inbox.post(
          () -> {
            hints.decrementAndGet();
            line.noticed(path);
          });
    }

    @Override
    public void eventsLost(WatchLoss loss) {
      boolean serious = loss.cause() != WatchLoss.Cause.OVERFLOW;
      LOG.atLevel(serious ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
          .log("folder {}: {}; scanning it instead", line.folder().name(), loss.text());
      lost(loss.text(), serious);
    }

    /** One message at a time: a storm of losses asks for one scan. */
    private void lost(String reason, boolean serious) {
      if (serious || lossPosted.compareAndSet(false, true)) {
        inbox.post(
            () -> {
              lossPosted.set(false);
              line.eventsLost(reason, serious);
            });
      }
    }
  }
}
