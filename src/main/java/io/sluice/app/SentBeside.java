package io.sluice.app;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.file.RelativePath;
import java.util.HashSet;
import java.util.Set;

/**
 * The files of a folder that somebody wants to be sent beside what has their name already, under a
 * name of their own; whatever the configuration says of such files. Of each path a hash of 64 bits
 * is kept. Thread-safe.
 */
final class SentBeside {
  @GuardedBy("this")
  private final Set<Long> files = new HashSet<>();

  private final boolean all;

  /** None yet. */
  SentBeside() {
    this(false);
  }

  private SentBeside(boolean all) {
    this.all = all;
  }

  /** Whatever is in the folder. */
  static SentBeside ofAll() {
    return new SentBeside(true);
  }

  /** This file, too. */
  synchronized void add(RelativePath path) {
    files.add(hash(path));
  }

  /** No longer this file. */
  synchronized void remove(RelativePath path) {
    files.remove(hash(path));
  }

  /** Whether this file is one of them. */
  synchronized boolean contains(RelativePath path) {
    return all || (!files.isEmpty() && files.contains(hash(path)));
  }

  private static long hash(RelativePath path) {
    return Hashing.sipHash24().hashUnencodedChars(path.encoded()).asLong();
  }
}
