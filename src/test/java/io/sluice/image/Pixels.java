package io.sluice.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An independent decoder: a program that prints a fingerprint of a file's pixels, or refuses. */
final class Pixels {

  private final List<String> command;
  private final Path folder;

  /**
   * @param command words, to which the file's path is added; blank for none
   * @param folder for what it prints
   */
  Pixels(String command, Path folder) {
    this.command = Arrays.stream(command.strip().split(" +")).filter(w -> !w.isEmpty()).toList();
    this.folder = folder;
  }

  boolean isThere() {
    return !command.isEmpty();
  }

  /** Empty when the decoder refuses the file. */
  Optional<String> fingerprint(Path file) throws IOException, InterruptedException {
    Path out = folder.resolve("pixels.out");
    Process process =
        new ProcessBuilder(Stream.concat(command.stream(), Stream.of(file.toString())).toList())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    String printed = Files.readString(out, StandardCharsets.UTF_8).strip();
    return code == 0 && !printed.isEmpty() ? Optional.of(printed) : Optional.empty();
  }
}
