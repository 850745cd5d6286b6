package io.sluice.plan;

import io.sluice.file.ContentDigest;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
import java.util.Optional;

/**
 * Decides what a sighting calls for.
 *
 * @param concludeAnew whether files that ended badly are tried again though nothing about them
 *     changed: true for a one-shot command, which its user has just asked for
 */
public record Planner(boolean concludeAnew) {
  /**
   * What {@code sighting} calls for.
   *
   * @param entry what the ledger knows of the file, if anything
   */
  public Decision decide(Sighting sighting, Optional<FileEntry> entry) {
    if (entry.isEmpty()) {
      return Decision.SETTLE;
    }
    boolean same = entry.get().stamp().sameContentStamp(sighting.stamp());
    return switch (entry.get().state()) {
      case UPLOADED, SKIPPED -> same ? Decision.UNCHANGED : Decision.SETTLE;
      case CONFLICT, FAILED -> same && !concludeAnew ? Decision.UNCHANGED : Decision.SETTLE;
      case READY -> same ? Decision.IN_HAND : Decision.SETTLE;
      case QUEUED -> Decision.IN_HAND;
      // An incomplete file can become complete without a change: quiet at last, or its done-file
      // came.
      case SETTLING, INCOMPLETE, VANISHED -> Decision.SETTLE;
    };
  }

  /**
   * The digest that a quiet, whole file must be compared with before anything is sent: a changed
   * stamp alone is no change of content. Empty for a file that was never uploaded.
   */
  public static Optional<ContentDigest> uploadedContent(Optional<FileEntry> entry) {
    return entry.flatMap(FileEntry::digest);
  }
}
