package io.sluice.source;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.source.RootUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A folder as it was found at one moment. The folder itself may be a symbolic link; nothing below
 * it may.
 *
 * @param configured the path as the user gave it
 * @param real the directory that it stood for
 * @param key device and inode of that directory
 */
record ScanRoot(Path configured, Path real, String key) {
  /** Finds the directory behind {@code folder}. */
  static ScanRoot open(Path folder) throws RootUnavailableException {
    try {
      Path real = folder.toRealPath();
      FileStat stat = FileStat.of(real);
      if (stat.kind() != FileStat.Kind.DIRECTORY) {
        throw new RootUnavailableException(folder, Reason.NOT_A_DIRECTORY);
      }
      return new ScanRoot(folder, real, stat.stamp().fileKey());
    } catch (NoSuchFileException e) {
      throw new RootUnavailableException(folder, Reason.MISSING);
    } catch (IOException e) {
      if (IoReason.isAbsence(e)) {
        throw new RootUnavailableException(folder, Reason.NOT_A_DIRECTORY);
      }
      throw new RootUnavailableException(folder, Reason.UNREADABLE, IoReason.of(e));
    }
  }

  /** Fails when the folder is gone by now, or is another directory. */
  void verifyUnchanged() throws RootUnavailableException {
    ScanRoot now = open(configured);
    if (!now.real.equals(real) || !now.key.equals(key)) {
      throw new RootUnavailableException(configured, Reason.REPLACED);
    }
  }

  /**
   * Whether {@code directory} is reached without a symbolic link. Takes a look at each directory on
   * the way.
   */
  boolean isReal(Path directory) throws IOException {
    return directory.toRealPath().equals(directory);
  }

  Path resolve(RelativePath path) {
    return path.in(real);
  }
}
