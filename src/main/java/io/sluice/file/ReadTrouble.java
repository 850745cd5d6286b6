package io.sluice.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/**
 * Why a file that is there could not be read.
 *
 * @param reason in words for people, safe to print
 * @param passes whether it is the disk, the mount or this machine that failed, rather than the file
 *     that does not allow it: then it is read again before long
 */
public record ReadTrouble(String reason, boolean passes) {
  private static final String NOT_PERMITTED = "Operation not permitted";

  /** What {@code failure} of the file system says. */
  public static ReadTrouble of(IOException failure) {
    String words = FileReason.of(failure);
    if (failure instanceof AccessDeniedException || words.equals(NOT_PERMITTED)) {
      return new ReadTrouble(
          "cannot be read: permission denied; give the user that Sluice runs as read access",
          false);
    }
    return new ReadTrouble("cannot be read: " + words, true);
  }
}
