package io.sluice.source;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.source.WatchLoss.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Hears of changes below a folder as the system reports them: a hint that makes files noticed
 * sooner, never the truth. It may lose events, and says so when it knows; it hears nothing of
 * changes that other machines make on a network file system.
 *
 * <p>Watches the directory that the folder stood for at the start and follows it when it is
 * renamed. Runs once; whoever runs it starts a new one, after {@link RestartBackoff}.
 */
public final class FolderWatch implements AutoCloseable {
  private static final int MAX_REASON_CHARS = 300;
  private static final WatchLoss OVERFLOW =
      new WatchLoss(Cause.OVERFLOW, "more changes at once than the system keeps events for");

  private final Path root;
  private final FolderFilter filter;
  private final WatchListener listener;

  private final Object lock = new Object();
  private boolean closed;
  private Optional<DirectoryWatcher> running = Optional.empty();

  /**
   * @param root the folder; may itself be a symbolic link to a directory
   * @param filter its excludes say which directories need no watch
   * @param listener hears of everything, on the thread of {@link #run}
   */
  public FolderWatch(Path root, FolderFilter filter, WatchListener listener) {
    this.root = Objects.requireNonNull(root, "root");
    this.filter = Objects.requireNonNull(filter, "filter");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Watches until {@link #close} is called from another thread; then returns. Ends for any other
   * reason only after telling the listener of the loss. Call it once.
   */
  public void run() {
    try {
      Path real = root.toRealPath();
      Optional<DirectoryWatcher> watcher = start(real);
      if (watcher.isEmpty()) {
        return;
      }
      try {
        watcher.get().watch();
      } finally {
        watcher.get().close();
      }
      lost(new WatchLoss(Cause.ENDED, "the watch has ended; was the folder deleted or unmounted?"));
    } catch (IOException | RuntimeException e) {
      // The library also throws when it is closed before its loop begins: then nothing is lost.
      lost(lossOf(e));
    }
  }

  /** Ends {@link #run}, or keeps it from beginning. Safe to call again, from any thread. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (running.isPresent()) {
        closeQuietly(running.get());
        running = Optional.empty();
      }
    }
  }

  private Optional<DirectoryWatcher> start(Path real) throws IOException {
    synchronized (lock) {
      if (closed) {
        return Optional.empty();
      }
      running =
          Optional.of(
              DirectoryWatcher.builder()
                  .path(real)
                  .fileHashing(false)
                  .fileTreeVisitor(
                      new WatchedDirectories(d -> filter.walks(RelativePath.of(real, d))))
                  .listener(new Translator(real))
                  .build());
      return running;
    }
  }

  private static void closeQuietly(DirectoryWatcher watcher) {
    try {
      watcher.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the watch cannot be closed", e);
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void lost(WatchLoss loss) {
    if (!isClosed()) {
      listener.eventsLost(loss);
    }
  }

  /**
   * The library turns an overflow of the system's event queue into a {@code NullPointerException}.
   */
  static WatchLoss lossOf(Exception error) {
    if (error instanceof NullPointerException) {
      return OVERFLOW;
    }
    if (error instanceof UncheckedIOException wrapped) {
      return lossOf(wrapped.getCause());
    }
    String text = DisplayText.of(Objects.toString(error.getMessage(), ""), MAX_REASON_CHARS);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("inotify instances")) {
      return new WatchLoss(
          Cause.LIMIT,
          "no watch to be had: raise fs.inotify.max_user_instances (sysctl), or the limit of open"
              + " files");
    }
    if (lower.contains("inotify watches")) {
      return new WatchLoss(
          Cause.LIMIT,
          "more directories than watches allowed: raise fs.inotify.max_user_watches (sysctl)");
    }
    return new WatchLoss(
        Cause.FAILED, "the watch failed: " + error.getClass().getSimpleName() + " " + text);
  }

  /** Turns the library's events into the listener's calls; does nothing else. */
  private final class Translator implements DirectoryChangeListener {
    private final Path real;
    private boolean started;

    Translator(Path real) {
      this.real = real;
    }

    /** First called when all directories are registered, then before each wait. */
    @Override
    public boolean isWatching() {
      if (!started) {
        started = true;
        listener.watching();
      }
      return !isClosed();
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
        lost(OVERFLOW);
        return;
      }
      if (!real.equals(event.rootPath()) || !event.path().startsWith(real)) {
        return;
      }
      RelativePath path = RelativePath.of(real, event.path());
      boolean created = event.eventType() == DirectoryChangeEvent.EventType.CREATE;
      if (created && event.isDirectory()) {
        listener.directoryNoticed(path);
      } else {
        listener.noticed(path);
      }
    }

    @Override
    public void onException(Exception error) {
      lost(lossOf(error));
    }
  }
}
