package io.sluice.config;

/** How a folder's changes are noticed between two scans. */
public enum WatchMode {
  /** Events, but polling on network mounts. */
  AUTO,
  /** Events of the operating system. */
  EVENTS,
  /** Walks at short intervals, for network mounts. */
  POLL,
  /** Only by the rescans. */
  OFF
}
