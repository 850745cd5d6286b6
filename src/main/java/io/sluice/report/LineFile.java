package io.sluice.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.slf4j.Logger;

/**
 * A file for people and scripts that lines are appended to; nothing depends on it. A line is there
 * whole or not at all. While it cannot be written the lines are counted: that it is so is said
 * once, and how many are missing once it can be written again. One thread at a time.
 */
final class LineFile {
  private final Path file;
  private final String instead;
  private final Logger log;
  private final FileAttribute<?>[] creation;
  private long missing;

  /**
   * @param instead words for the warning: where else it is to be found
   * @param log where the warning goes
   * @param creation what a new file is made with
   */
  LineFile(Path file, String instead, Logger log, FileAttribute<?>... creation) {
    this.file = file;
    this.instead = instead;
    this.log = log;
    this.creation = creation.clone();
  }

  /** Something to do before a line is written. */
  interface Preparation {
    void run() throws IOException;
  }

  void append(String line, Preparation before) {
    try {
      before.run();
      write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
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

  private void write(ByteBuffer line) throws IOException {
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, creation)) {
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
}
