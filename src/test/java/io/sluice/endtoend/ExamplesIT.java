package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.image.SampleMedia;
import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the READMEs of the examples say to type is typed, line by line in a shell, in the directory
 * that holds a copy of them. What would need an account is a dry run, or prints its configuration.
 */
final class ExamplesIT {
  private static final Path EXAMPLES = Path.of("examples");

  /** A block of code, or code within a sentence that is more than the name of a command. */
  private static final Pattern CODE =
      Pattern.compile("(?ms)^```\\R(.*?)^```$|`(sluice [^`\\s]+ [^`]+)`");

  private static final String WITHOUT_ACCOUNT =
      """
      #!/bin/sh
      echo "+ sluice $*"
      case " $* " in
        " check "*) shift; set -- check --print-config "$@" ;;
        *" -n "*) ;;
        *) set -- "$@" -n ;;
      esac
      exec %s -jar '%s' "$@"
      """;

  /** Longer than the quiet period of files whose structure is checked. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  @TempDir private Path directory;

  @BeforeEach
  void copyExamples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      for (Path file : files.toList()) {
        Path copy = directory.resolve(file.toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clarifai-csv", "clarifai-labels", "clarifai-sidecars", "rig"})
  void whatTheReadmeSays_works(String example) throws Exception {
    if (example.equals("rig")) {
      shot(directory.resolve("examples/rig/shots/rig-12"));
    }
    String lines = code(example);
    assertTrue(lines.contains("sluice "), lines);

    awaitQuiet();
    String said = type(lines);

    assertFalse(said.contains("would upload 0 files"), said);
    long whole = said.lines().filter(line -> line.endsWith(" 0 would be left undone")).count();
    long dryRuns = said.lines().filter(line -> line.contains(": would upload ")).count();
    assertTrue(dryRuns > 0, said);
    assertEquals(dryRuns, whole, said);
  }

  /**
   * Files that were copied a moment ago are still being written, for all that a dry run can say.
   */
  private static void awaitQuiet() {
    Instant quiet = Instant.now().plus(QUIET);
    await().until(() -> Instant.now().isAfter(quiet));
  }

  @Test
  void noReadmeIsLeftOut() throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      List<String> withCommands =
          all.map(path -> path.getFileName().toString())
              .filter(example -> code(example).contains("sluice "))
              .sorted()
              .toList();
      assertEquals(
          List.of("clarifai-csv", "clarifai-labels", "clarifai-sidecars", "rig"), withCommands);
    }
  }

  private static String code(String example) {
    try {
      String readme = Files.readString(EXAMPLES.resolve(example).resolve("README.md"));
      return CODE.matcher(readme)
          .results()
          .map(found -> found.group(1) == null ? found.group(2) + "\n" : found.group(1))
          .filter(
              code -> Arrays.stream(code.split("\n", -1)).anyMatch(l -> l.startsWith("sluice ")))
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was printed; the first line that fails ends it. */
  private String type(String lines) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path home = Files.createDirectories(directory.resolve("home"));
    Path key = Files.writeString(directory.resolve("pasted"), "0123abc.456def\n");
    Path out = directory.resolve("out");
    String java = PackagedJar.java() + " " + String.join(" ", PackagedJar.quickStart());
    Path sluice =
        Files.writeString(
            bin.resolve("sluice"),
            WITHOUT_ACCOUNT.formatted(java, PackagedJar.file().toAbsolutePath()));
    Files.setPosixFilePermissions(sluice, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", lines)
            .directory(directory.toFile())
            .redirectInput(key.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    String path = shell.environment().getOrDefault("PATH", "/usr/bin:/bin");
    shell.environment().clear();
    shell.environment().put("PATH", bin + ":" + path);
    shell.environment().put("HOME", home.toString());
    shell.environment().put("LC_ALL", "C.UTF-8");
    Process process = shell.start();
    try {
      boolean ended = process.waitFor(SluiceProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(out);
      assertTrue(ended, said);
      assertEquals(0, process.exitValue(), said);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  /** As the README of the rig shows it. */
  private static void shot(Path shot) throws IOException {
    Files.createDirectories(shot);
    Path sign = EXAMPLES.resolve("quickstart/road-signs/junction.jpg");
    for (String camera : List.of("front", "left", "right")) {
      Files.copy(sign, shot.resolve(camera + ".jpg"));
    }
    Files.write(shot.resolve("walk.mp4"), SampleMedia.resource("index-last.mp4"));
    Files.createFile(shot.resolve("COMPLETE"));
  }
}
