package io.sluice.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends the name of each point that is passed to a file, a line each. */
final class Trace implements Passages {
  private final Path file;

  Trace(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void passed(Point point) {
    try {
      Files.writeString(
          file,
          point.name() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the trace of failpoints cannot be written", e);
    }
  }
}
