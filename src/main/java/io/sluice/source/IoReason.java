package io.sluice.source;

import io.sluice.file.DisplayText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** An I/O error in words, without the path that the caller names anyway. */
final class IoReason {
  private static final int MAX_CHARS = 200;
  private static final String TOO_LONG = "File name too long";

  private IoReason() {}

  static String of(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = error instanceof FileSystemException fse ? fse.getReason() : error.getMessage();
    if (TOO_LONG.equals(reason)) {
      return "the path is longer than the system can open (4,096 bytes); use shorter names or fewer"
          + " directories";
    }
    return reason == null ? error.getClass().getSimpleName() : DisplayText.of(reason, MAX_CHARS);
  }

  /**
   * Whether there is nothing at the path that was asked for. The JDK has no exception of its own
   * for a file in the place of a directory on the way.
   */
  static boolean isAbsence(IOException error) {
    return error instanceof NoSuchFileException
        || error instanceof NotDirectoryException
        || (error instanceof FileSystemException fse && "Not a directory".equals(fse.getReason()));
  }
}
