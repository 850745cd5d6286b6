package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.WatchMode;
import io.sluice.source.FileSystemKind;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a folder lies on a network file system: looked up in the mount table at each walk, since
 * a mount may come long after the start. A folder that is not there counts as what it was last, at
 * first as local; {@code watch: poll} says that it is a network mount. Thread-safe.
 */
final class FolderMount {
  private static final Logger LOG = LoggerFactory.getLogger(FolderMount.class);

  private final FolderConfig config;
  private volatile boolean remote;
  private volatile boolean warned;

  FolderMount(FolderConfig config) {
    this.config = config;
    this.remote = config.watch() == WatchMode.POLL;
    look();
  }

  /** Looks again. Says whether it is another kind than before. */
  boolean look() {
    if (config.watch() == WatchMode.POLL) {
      return false;
    }
    try {
      boolean now =
          Files.exists(config.path())
              ? FileSystemKind.of(config.path()) == FileSystemKind.REMOTE
              : remote;
      boolean changed = now != remote;
      remote = now;
      return changed;
    } catch (IOException e) {
      if (!warned) {
        warned = true;
        LOG.warn(
            "cannot tell whether {} is a network mount ({}); taking it for a {} one",
            config.path(),
            e.getMessage(),
            remote ? "network" : "local");
      }
      return false;
    }
  }

  /** Whether other machines may change files without this one hearing of it. */
  boolean isRemote() {
    return remote;
  }

  /** Whether the folder is to be watched as things are now. */
  boolean watchesEvents() {
    return config.watch() == WatchMode.EVENTS || (config.watch() == WatchMode.AUTO && !remote);
  }

  /** Whether it may ever be watched. */
  boolean mayWatchEvents() {
    return config.watch() == WatchMode.EVENTS || config.watch() == WatchMode.AUTO;
  }
}
