package io.sluice.app;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.Failures;
import io.sluice.report.FileFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files that are not done, kept in a temporary file: they are counted before the report is printed
 * and listed while it is, and there may be a million.
 */
final class SpooledFailures implements Failures, AutoCloseable {
  /** An encoded string may have 65,535 bytes, and a character three of them. */
  private static final int LONGEST_REASON = 20_000;

  private final Path file;
  private final DataOutputStream out;
  private final Map<FileState, Long> counts = new EnumMap<>(FileState.class);
  private long size;

  private SpooledFailures(Path file, DataOutputStream out) {
    this.file = file;
    this.out = out;
  }

  static SpooledFailures create() throws IOException {
    Path file = Files.createTempFile("sluice-failures-", ".tmp");
    return new SpooledFailures(
        file, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
  }

  void add(FileFailure failure) throws IOException {
    String reason = failure.reason();
    out.writeUTF(failure.path().encoded());
    out.writeUTF(failure.state().name());
    out.writeUTF(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    counts.merge(failure.state(), 1L, Long::sum);
    size++;
  }

  /** How many were added. */
  long size() {
    return size;
  }

  /** How many of {@code state} were added. */
  long of(FileState state) {
    return counts.getOrDefault(state, 0L);
  }

  @Override
  public void forEach(Consumer<FileFailure> consumer) {
    try (Reading reading = read()) {
      for (Optional<FileFailure> next = reading.next(); next.isPresent(); next = reading.next()) {
        consumer.accept(next.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list of failures cannot be read back", e);
    }
  }

  /** Begins to read what was added, from the first on. */
  Reading read() throws IOException {
    out.flush();
    return new Reading(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file))), size);
  }

  /** One reading of the list; to be closed. */
  static final class Reading implements AutoCloseable {
    private final DataInputStream in;
    private long left;

    private Reading(DataInputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    /** The next failure; empty after the last one. */
    Optional<FileFailure> next() throws IOException {
      if (left == 0) {
        return Optional.empty();
      }
      left--;
      RelativePath path = new RelativePath(in.readUTF());
      FileState state = FileState.valueOf(in.readUTF());
      return Optional.of(new FileFailure(path, state, in.readUTF()));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
