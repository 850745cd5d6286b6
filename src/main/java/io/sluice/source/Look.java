package io.sluice.source;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;

/** What {@link FolderProbe} found at one path. */
public sealed interface Look {
  /** A wanted file. With done-files it may be another than was asked for: the one marked. */
  record Found(Sighting file) implements Look {}

  /** A wanted file above the limit, to be reported as failed. */
  record TooLarge(Sighting file, long limitBytes) implements Look {}

  /**
   * A directory whose files have to be looked at: what was asked for, or the one that holds a
   * done-file. {@link FolderScan#runIn} does it.
   */
  record Directory(RelativePath directory) implements Look {}

  /** None of our business. */
  record Ignored(IgnoreReason reason) implements Look {}

  /** Nothing is there, or only by way of a symbolic link. */
  record Gone() implements Look {}

  /** Something is there that cannot be looked at; {@code reason} is safe to print. */
  record Unreadable(String reason) implements Look {}
}
