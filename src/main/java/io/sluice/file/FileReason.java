package io.sluice.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file operation failed, in words, without the path that the caller names anyway. */
public final class FileReason {
  private static final int MAX_CHARS = 200;

  private FileReason() {}

  /** A few words such as {@code permission denied}, safe to print. */
  public static String of(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof FileAlreadyExistsException || error instanceof NotDirectoryException) {
      return "a file is in the place of a directory";
    }
    if (error instanceof NoSuchFileException) {
      return "it is not there and cannot be made";
    }
    String reason = error instanceof FileSystemException fse ? fse.getReason() : error.getMessage();
    return reason == null ? error.getClass().getSimpleName() : DisplayText.of(reason, MAX_CHARS);
  }
}
