package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileReason;
import io.sluice.file.FileStamp;
import io.sluice.file.FileStat;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What is on disk where a file of ours should be. */
sealed interface LocalCopy {
  /** Nothing, or no regular file. */
  record Gone() implements LocalCopy {}

  /**
   * Something that cannot be read.
   *
   * @param reason in words for people
   */
  record Unreadable(String reason) implements LocalCopy {}

  /**
   * A regular file.
   *
   * @param path where
   * @param stamp its stamp
   */
  record There(Path path, FileStamp stamp) implements LocalCopy {
    /** Reads it; says so when that cannot be done. */
    Content content() {
      try {
        return new Content(Optional.of(new StampedFile(path, stamp).digest()), "");
      } catch (SourceChangedException e) {
        return new Content(Optional.empty(), "is being changed right now");
      } catch (IOException e) {
        return new Content(Optional.empty(), "cannot be read here: " + FileReason.of(e));
      }
    }
  }

  /**
   * What reading a file gave.
   *
   * @param digest its SHA-256; empty where that could not be told
   * @param trouble why not; empty otherwise
   */
  record Content(Optional<ContentDigest> digest, String trouble) {
    static final Content NOT_READ = new Content(Optional.empty(), "");
  }

  /** Looks. */
  static LocalCopy at(Path path) {
    try {
      FileStat stat = FileStat.of(path);
      return stat.isRegularFile() ? new There(path, stat.stamp()) : new Gone();
    } catch (NoSuchFileException e) {
      return new Gone();
    } catch (IOException e) {
      return new Unreadable("cannot be read here: " + FileReason.of(e));
    }
  }
}
