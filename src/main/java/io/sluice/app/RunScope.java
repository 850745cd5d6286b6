package io.sluice.app;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.file.RelativePath;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of a folder that a run is for, where that is not the whole folder, and which of them
 * are done with. Of each path a hash of 64 bits is kept. Thread-safe.
 */
final class RunScope {
  /** How far the run is with a file. */
  private enum Progress {
    AWAITED,
    FOUND,
    CONCLUDED
  }

  private final SentBeside beside = new SentBeside();

  @GuardedBy("this")
  private final Map<Long, Progress> files = new HashMap<>();

  @GuardedBy("this")
  private long open;

  /** The run is for this file, too. */
  synchronized void add(RelativePath path) {
    if (files.putIfAbsent(hash(path), Progress.AWAITED) == null) {
      open++;
    }
  }

  /**
   * The run is for this file, too, or once more: what it came to so far does not count.
   *
   * @return whether it was not for it before
   */
  synchronized boolean reopen(RelativePath path) {
    Progress before = files.get(hash(path));
    if (before == null || before == Progress.CONCLUDED) {
      files.put(hash(path), before == null ? Progress.AWAITED : Progress.FOUND);
      open++;
    }
    return before == null;
  }

  /** Those of them that are to be sent beside what has their names. */
  SentBeside beside() {
    return beside;
  }

  /** Whether the run is for this file. */
  synchronized boolean contains(RelativePath path) {
    return files.containsKey(hash(path));
  }

  /** The run has come to a file; true the first time, of one that it is for. */
  synchronized boolean found(RelativePath path) {
    return files.replace(hash(path), Progress.AWAITED, Progress.FOUND);
  }

  /** A file is done with. */
  synchronized void concluded(RelativePath path) {
    Progress before = files.replace(hash(path), Progress.CONCLUDED);
    if (before != null && before != Progress.CONCLUDED) {
      open--;
    }
  }

  /** Whether all of them are done with. */
  synchronized boolean isDone() {
    return open == 0;
  }

  private static long hash(RelativePath path) {
    return Hashing.sipHash24().hashUnencodedChars(path.encoded()).asLong();
  }
}
