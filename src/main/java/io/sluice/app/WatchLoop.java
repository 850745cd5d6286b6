package io.sluice.app;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.source.FolderFilter;
import io.sluice.source.FolderWatch;
import io.sluice.source.RestartBackoff;
import io.sluice.source.WatchListener;
import io.sluice.source.WatchLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps the watch of one folder alive: whenever it ends or misses a part of the folder, a scan is
 * asked for and the watch is begun again after a while; and at once when a walk found another
 * directory in the folder's place, since a watch stays with the directory that it began with. What
 * it hears goes to the intake as hints; too many hints at once become a scan. While the folder is
 * on a network file system there is no watch.
 */
final class WatchLoop implements AutoCloseable {
  private static final int MOST_HINTS = 5_000;

  private final Path root;
  private final FolderFilter filter;
  private final BooleanSupplier wanted;
  private final WatchNews news;
  private final Inbox inbox;
  private final AtomicInteger hints = new AtomicInteger();
  private final AtomicBoolean lossPosted = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean retryNow;
  private Optional<FolderWatch> current = Optional.empty();
  private Optional<String> watched = Optional.empty();

  /**
   * @param wanted whether the folder is to be watched as it lies now; asked from several threads
   */
  WatchLoop(Path root, FolderFilter filter, BooleanSupplier wanted, WatchNews news, Inbox inbox) {
    this.root = root;
    this.filter = filter;
    this.wanted = wanted;
    this.news = news;
    this.inbox = inbox;
  }

  /** Watches until closed. Runs on the folder's watch thread. */
  void run() {
    RestartBackoff backoff = new RestartBackoff();
    while (!isClosed()) {
      try {
        watchOnce(backoff);
      } catch (InterruptedException e) {
        // Only close() ends the loop: an interrupted thread would be a watch that died unnoticed.
        continue;
      }
    }
  }

  private void watchOnce(RestartBackoff backoff) throws InterruptedException {
    Optional<FolderWatch> watch = next();
    if (watch.isPresent()) {
      long start = System.nanoTime();
      watch.get().run();
      pause(backoff.delayAfter(Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private Optional<FolderWatch> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitLocal();
      watched = key();
      retryNow = false;
      current = closed ? Optional.empty() : Optional.of(new FolderWatch(root, filter, new Hints()));
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void awaitLocal() throws InterruptedException {
    if (!closed && !wanted.getAsBoolean()) {
      inbox.post(news::polled);
    }
    while (!closed && !wanted.getAsBoolean()) {
      changed.await();
    }
  }

  /** Device and inode of the directory that the folder stands for now. */
  private Optional<String> key() {
    try {
      return Optional.of(FileStat.of(root.toRealPath()).stamp().fileKey());
    } catch (IOException e) {
      // Not there: the watch itself is about to say so.
      return Optional.empty();
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      current = Optional.empty();
      long nanos = delay.toNanos();
      while (!closed && !retryNow && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A walk found the folder to be this directory. Called on the scan thread.
   *
   * @param key its device and inode
   */
  void walked(String key) {
    Optional<FolderWatch> outdated = Optional.empty();
    lock.lock();
    try {
      if (!watched.equals(Optional.of(key)) || !wanted.getAsBoolean()) {
        retryNow = true;
        outdated = current;
        if (current.isPresent() && wanted.getAsBoolean()) {
          inbox.post(() -> news.watchLost("the watch is of a directory that was here before"));
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    outdated.ifPresent(FolderWatch::close);
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

  /** Ends a watch that misses a part of the folder; the loop begins another one. */
  private void endCurrent() {
    Optional<FolderWatch> running;
    lock.lock();
    try {
      running = current;
    } finally {
      lock.unlock();
    }
    running.ifPresent(FolderWatch::close);
  }

  /** Runs on the watch thread: posts, and does nothing else. */
  private final class Hints implements WatchListener {
    @Override
    public void watching() {
      inbox.post(news::watching);
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
        overflowed("more changes at once than can be followed");
        return;
      }
      inbox.post(
          () -> {
            hints.decrementAndGet();
            news.noticed(path);
          });
    }

    @Override
    public void eventsLost(WatchLoss loss) {
      if (loss.cause() == WatchLoss.Cause.OVERFLOW) {
        overflowed(loss.text());
        return;
      }
      inbox.post(() -> news.watchLost(loss.text()));
      endCurrent();
    }

    /** One message at a time: a storm of losses asks for one scan. */
    private void overflowed(String reason) {
      if (lossPosted.compareAndSet(false, true)) {
        inbox.post(
            () -> {
              lossPosted.set(false);
              news.eventsLost(reason);
            });
      }
    }
  }
}
