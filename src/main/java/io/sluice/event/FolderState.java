package io.sluice.event;

import java.util.Locale;

/** What a folder is doing. */
public enum FolderState {
  /** Nothing has been looked at yet. */
  STARTING,
  /** Its first scan, or the backlog that this found, is under way. */
  SYNCING,
  /** All that was found is done; new files are noticed as they come. */
  WATCHING,
  /** Its files wait, since the target does not answer. */
  UNREACHABLE,
  /** Its files wait, since the target refuses: the user has to do something. */
  REFUSED,
  /** It goes on, but not as it should; the folder may be missing. The note says what is wrong. */
  DEGRADED,
  STOPPING;

  /** The word for it in reports: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
