package io.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Tries whether a directory can be written, by a file that is removed at once: permissions alone do
 * not tell of a full disk, a read-only mount or a quota.
 */
final class WriteProbe {
  private WriteProbe() {}

  /**
   * Writes into {@code directory} or, where that is not there yet, into the deepest directory above
   * it, in which it would be made.
   *
   * @throws IOException when that fails
   */
  static void write(Path directory) throws IOException {
    Path existing = existing(directory);
    if (!Files.isDirectory(existing)) {
      throw new NotDirectoryException(existing.toString());
    }
    Path probe = Files.createTempFile(existing, ".sluice-check-", ".tmp");
    try {
      Files.write(probe, new byte[1]);
    } finally {
      Files.delete(probe);
    }
  }

  /** {@code path}, or what is there of it. */
  static Path existing(Path path) {
    Path existing = path;
    while (Files.notExists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
