package io.sluice.app;

import io.sluice.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where places of pushes are taken and taken away, one at a time among all processes. A place has a
 * lock of its own; but that is a file in it, and whoever had opened that file before another one
 * took it away with the place would lock what nobody else sees. The file of the gate stays.
 *
 * @param all the directory of all places
 */
record PlaceGate(Path all) {
  /** What is done within the gate: quick, since others wait. */
  @FunctionalInterface
  interface Passage<T> {
    T go() throws IOException, StateDirectory.UnusableException;
  }

  /**
   * Does it while nobody else is within the gate.
   *
   * @throws IOException when the gate cannot be opened, or from what is done
   */
  <T> T within(Passage<T> passage) throws IOException, StateDirectory.UnusableException {
    // A lock is the whole process's, and closing a second channel of the file would end it.
    synchronized (PlaceGate.class) {
      Files.createDirectories(all, OwnerOnly.DIRECTORY);
      try (FileChannel channel = open()) {
        FileLock held = channel.lock();
        try {
          return passage.go();
        } finally {
          held.release();
        }
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        all.resolve("lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        OwnerOnly.FILE);
  }
}
