package io.sluice.app;

import io.sluice.event.IngestListener;

/** Hears how a sync goes on, whoever does the work. */
public interface SyncObserver extends IngestListener {
  /**
   * How far a daemon is with the folders that were handed to it. Called on the thread that runs the
   * sync.
   *
   * @param done files that are done with
   * @param total files that were seen
   * @param bytes uploaded since the hand-over
   * @param processing files that a platform has accepted and is at work on
   */
  void followed(long done, long total, long bytes, long processing);
}
