package io.sluice.app;

import io.sluice.file.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which directory a folder stood for when it was last walked. An empty mount point looks like a
 * folder whose files are gone; device and inode tell the two apart. Thread-safe.
 */
final class RootIdentity {
  private final Path root;
  private volatile Optional<String> walked = Optional.empty();

  RootIdentity(Path root) {
    this.root = root;
  }

  /** A walk begins: what it finds counts for the directory that is there now. */
  void walking() {
    walked = now();
  }

  /** Whether the folder that was walked is the one that is there. */
  boolean isThere() {
    Optional<String> now = now();
    return now.isPresent() && (walked.isEmpty() || walked.equals(now));
  }

  private Optional<String> now() {
    try {
      return Optional.of(FileStat.of(root.toRealPath()).stamp().fileKey());
    } catch (IOException e) {
      // Not to be seen is not there, as far as this goes.
      return Optional.empty();
    }
  }
}
