package io.sluice.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * A file for people and scripts that lines are appended to; nothing depends on it. A line is there
 * whole or not at all. While it cannot be written the lines are counted: that it is so is said
 * once, and how many are missing once it can be written again. One thread at a time; a shared file
 * may be written by several processes, each of which has it locked while it does.
 */
final class LineFile {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration NAP = Duration.ofMillis(1);
  private static final int MOST_TRIES = 100;

  private final Path file;
  private final boolean shared;
  private final String instead;
  private final Logger log;
  private final FileAttribute<?>[] creation;
  private long missing;

  /**
   * @param shared whether other processes write to it, too
   * @param instead words for the warning: where else it is to be found
   * @param log where the warning goes
   * @param creation what a new file is made with
   */
  LineFile(Path file, boolean shared, String instead, Logger log, FileAttribute<?>... creation) {
    this.file = file;
    this.shared = shared;
    this.instead = instead;
    this.log = log;
    this.creation = creation.clone();
  }

  /** Something to do before a line is written, while nobody else writes. */
  interface Preparation {
    /** Does it; says whether the file was moved away. */
    boolean run() throws IOException;
  }

  void append(String line, Preparation before) {
    // A channel closes itself for a thread that is to end; what ended it is to be told all the
    // same.
    boolean interrupted = Thread.interrupted();
    try {
      appendWhole(line, before);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void appendWhole(String line, Preparation before) {
    try {
      write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), before);
    } catch (IOException e) {
      if (missing == 0) {
        log.warn("cannot write {}: {}; {}", file, e, instead);
      }
      missing++;
      return;
    }
    if (missing > 0) {
      log.info("{} can be written again; {} lines are missing there", file, missing);
      missing = 0;
    }
  }

  private void write(ByteBuffer line, Preparation before) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try (FileChannel channel = FileChannel.open(file, options, creation)) {
        if (isOurs(channel) && !before.run()) {
          write(line, channel);
          return;
        }
      }
    }
    throw new IOException("others move it away all the time");
  }

  /** Locks it, unless it was moved away meanwhile: what is opened anew then is another file. */
  private boolean isOurs(FileChannel channel) throws IOException {
    if (!shared) {
      return true;
    }
    Optional<Object> opened = key();
    lock(channel);
    return opened.isPresent() && opened.equals(key()) && channel.size() == Files.size(file);
  }

  private Optional<Object> key() throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whoever has it needs it for moments. */
  private static void lock(FileChannel channel) throws IOException {
    long start = System.nanoTime();
    while (!isLocked(channel)) {
      if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
        throw new IOException("another process keeps it locked");
      }
      LockSupport.parkNanos(NAP.toNanos());
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // This process writes to it by way of another log.
      return false;
    }
  }

  private static void write(ByteBuffer line, FileChannel channel) throws IOException {
    long end = channel.size();
    boolean whole = false;
    try {
      for (long at = end; line.hasRemaining(); ) {
        at += channel.write(line, at);
      }
      whole = true;
    } finally {
      if (!whole) {
        // A full disk takes a part of a line, which would spoil the next one.
        channel.truncate(end);
      }
    }
  }
}
