package io.sluice.app;

import io.sluice.file.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which directory a folder stands for. An empty mount point looks like a folder whose files are
 * gone; device and inode tell the two apart. Another directory is taken for the folder once there
 * is a file in it. Thread-safe.
 */
final class RootIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(RootIdentity.class);

  private final Path root;
  private volatile Optional<String> known = Optional.empty();
  private volatile Optional<String> walked = Optional.empty();

  RootIdentity(Path root) {
    this.root = root;
  }

  /** What a walk says of the directory that it went through. */
  enum Verdict {
    /** It is the folder as before: what is not there is gone. */
    SAME,
    /** It was empty, and nothing is known of the time before. */
    UNTOLD,
    /** Another directory, with files: taken for the folder from now on. */
    OTHER,
    /** Another directory, and empty: an unmounted disk looks so. */
    EMPTIED
  }

  /** A walk begins: what it finds counts for the directory that is there now. */
  void walking() {
    walked = now();
  }

  /**
   * A walk came to its end.
   *
   * @param key device and inode of what was walked
   * @param empty whether there was no file for the dataset in it
   */
  Verdict judge(String key, boolean empty) {
    boolean same = known.equals(Optional.of(key));
    boolean first = known.isEmpty();
    if (!same && empty) {
      return first ? Verdict.UNTOLD : Verdict.EMPTIED;
    }
    known = Optional.of(key);
    if (!same && !first) {
      LOG.warn(
          "folder {} is another directory than before; its files are taken all the same", root);
      return Verdict.OTHER;
    }
    return Verdict.SAME;
  }

  /** Whether the folder that was walked is the one that is there. */
  boolean isThere() {
    Optional<String> now = now();
    Optional<String> expected = known.isPresent() ? known : walked;
    return now.isPresent() && (expected.isEmpty() || expected.equals(now));
  }

  /** Whether the folder that is there is one that had files when it was walked. */
  boolean isProven() {
    return known.isPresent() && known.equals(now());
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
