package io.sluice.app;

import io.sluice.file.RelativePath;

/** Takes what a {@link WatchLoop} hears, on the intake thread. */
interface WatchNews {
  /** All directories are watched now; what changed before may have gone unnoticed. */
  void watching();

  /** Something about a path changed, or it is a new directory. */
  void noticed(RelativePath path);

  /** Changes may have gone unnoticed, and the watch goes on. */
  void eventsLost(String reason);

  /** There is no watch for the moment: changes are found by scans alone. */
  void watchLost(String reason);

  /** There is no watch, and there is to be none: the folder is on a network file system. */
  void polled();
}
