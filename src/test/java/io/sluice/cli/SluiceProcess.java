package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process, with a working directory, a home and a state of its own. */
final class SluiceProcess implements AutoCloseable {
  private static final long LONGEST_SECONDS = 90;

  /**
   * What a process that has ended left.
   *
   * @param code its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Ended(int code, String out, String err) {}

  private final Process process;
  private final Path out;
  private final Path err;

  private SluiceProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs {@code sluice} with these arguments in {@code directory}, to its end. */
  static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(List.of(), directory, arguments);
  }

  /** As {@link #run(Path, String...)}, started by another command. */
  static Ended run(List<String> starter, Path directory, String... arguments)
      throws IOException, InterruptedException {
    try (SluiceProcess process = start(starter, directory, arguments)) {
      return process.awaitEnd();
    }
  }

  static SluiceProcess start(Path directory, String... arguments) throws IOException {
    return start(List.of(), directory, arguments);
  }

  private static SluiceProcess start(List<String> starter, Path directory, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.add(PackagedJar.java());
    command.addAll(PackagedJar.quickStart());
    command.add("-Xmx256m");
    command.add("-jar");
    command.add(PackagedJar.file(starter).toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "stdout-", ".txt");
    Path err = Files.createTempFile(directory, "stderr-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", directory.resolve("home").toString());
    builder.environment().put("STATE_DIRECTORY", directory.resolve("state").toString());
    builder.environment().remove("SLUICE_CONFIG");
    builder.environment().remove("JOURNAL_STREAM");
    return new SluiceProcess(builder.start(), out, err);
  }

  String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end: SIGTERM. */
  void terminate() {
    process.destroy();
  }

  Ended awaitEnd() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    assertTrue(ended, () -> "still running after " + LONGEST_SECONDS + " s");
    return new Ended(process.exitValue(), out(), err());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
