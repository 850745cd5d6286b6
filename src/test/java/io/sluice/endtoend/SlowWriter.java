package io.sluice.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes one file in steps, each of them some time after the one before. */
final class SlowWriter {
  private static final FileTime OLD = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

  private final byte[] bytes;
  private final Deque<Step> steps = new ArrayDeque<>();
  private Path file;
  private FileChannel open;

  SlowWriter(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  private interface Action {
    void run() throws IOException;
  }

  private record Step(Duration after, Action action) {}

  /** Does the steps; completes when the last one is done. */
  CompletableFuture<Void> start(ScheduledExecutorService clock) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    next(clock, done);
    return done;
  }

  private void next(ScheduledExecutorService clock, CompletableFuture<Void> done) {
    Step step = steps.poll();
    if (step == null) {
      done.complete(null);
      return;
    }
    Future<?> unused =
        clock.schedule(
            () -> {
              try {
                step.action().run();
                next(clock, done);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(new IOException(file.toString(), e));
              }
            },
            step.after().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  SlowWriter then(long afterMillis, Action action) {
    steps.add(new Step(Duration.ofMillis(afterMillis), action));
    return this;
  }

  SlowWriter open(long afterMillis, StandardOpenOption... options) {
    return then(afterMillis, () -> open = FileChannel.open(file, options));
  }

  SlowWriter close() {
    return then(0, () -> close(open));
  }

  /** Writes a part of the file where it belongs; both ends in hundredths of its length. */
  SlowWriter write(long afterMillis, int from, int to) {
    return then(
        afterMillis,
        () -> {
          int start = at(from);
          ByteBuffer part = ByteBuffer.wrap(bytes, start, at(to) - start);
          for (long position = start; part.hasRemaining(); ) {
            position += open.write(part, position);
          }
        });
  }

  /** Writes from one end to the other in pieces. */
  SlowWriter pieces(int from, int to, int pieces, long pauseMillis) {
    for (int i = 0; i < pieces; i++) {
      int start = from + (to - from) * i / pieces;
      write(pauseMillis, start, from + (to - from) * (i + 1) / pieces);
    }
    return this;
  }

  /** Makes the file as long as it will be; its blocks are there or not. */
  SlowWriter allocate(boolean blocks) {
    return then(
        0,
        () -> {
          if (blocks) {
            open.write(ByteBuffer.wrap(new byte[bytes.length]), 0);
          } else {
            open.write(ByteBuffer.wrap(new byte[1]), bytes.length - 1L);
          }
        });
  }

  SlowWriter truncate(long afterMillis) {
    return then(afterMillis, () -> open.truncate(0));
  }

  SlowWriter makeOld() {
    return then(0, () -> Files.setLastModifiedTime(file, OLD));
  }

  SlowWriter rename(long afterMillis, Path to) {
    return then(afterMillis, () -> file = Files.move(file, to));
  }

  private int at(int hundredths) {
    return (int) ((long) bytes.length * hundredths / 100);
  }

  private static void close(Closeable closeable) throws IOException {
    closeable.close();
  }
}
