package io.sluice.event;

import java.util.Locale;

/** What a folder is doing. */
public enum FolderState {
  STARTING,
  /** Its first scan, or the backlog that this found, is under way. */
  SYNCING,
  /** All that was found is done; new files are noticed as they come. */
  WATCHING,
  /** It goes on, but not as it should: the reason says what is wrong. */
  DEGRADED,
  /** The folder is not there; waited for. */
  UNAVAILABLE,
  STOPPING;

  /** The word for it in reports: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
