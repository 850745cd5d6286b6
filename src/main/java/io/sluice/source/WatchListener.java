package io.sluice.source;

import io.sluice.file.RelativePath;

/**
 * Takes the hints of a {@link FolderWatch}. Called on the thread that runs the watch. Must only
 * enqueue: while a call lasts, the system drops events. A path may be named several times, may name
 * something else by now, or nothing: look before believing it.
 */
public interface WatchListener {
  /**
   * Every directory is watched now. What changed before may have gone unnoticed: a scan that starts
   * after this call misses nothing that the watch does not report.
   */
  void watching();

  /** Something about {@code path} changed: it is new, has other content, or is gone. */
  void noticed(RelativePath path);

  /**
   * A directory is new. The files that it holds already are not named, so it has to be listed; each
   * directory below it is named by a call of its own.
   */
  void directoryNoticed(RelativePath directory);

  /** Changes may have gone unnoticed: a scan is due. May come many times in a row. */
  void eventsLost(WatchLoss loss);
}
