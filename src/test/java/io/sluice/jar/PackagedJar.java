package io.sluice.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The jar that the build made, for tests that run it as a process. Its classes are put into an
 * archive that the processes of all tests share, since most of what a short run costs is loading
 * them: half a second of a core, hundreds of times.
 */
public final class PackagedJar {
  private static final Path JAR = Path.of(System.getProperty("sluice.jar", "target/sluice.jar"));
  private static final Path EXAMPLE = Path.of("examples/quickstart/road-signs");
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private PackagedJar() {}

  /** Made when the first process of a test run is started; all later ones only use it. */
  private static final class Archive {
    static final Path FILE = make();

    private static Path make() {
      try {
        return archived();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the classes were archived", e);
      }
    }
  }

  /** The jar's place. */
  public static Path file() {
    return JAR;
  }

  /**
   * The jar for a process that is started through another program, which may make it another
   * user's.
   *
   * @param starter that program and its arguments; empty for none
   */
  public static Path file(List<String> starter) {
    return starter.contains("setpriv") ? copyForAnyUser() : JAR;
  }

  /** A copy where every user can read it: the build may be below a directory of one user alone. */
  private static Path copyForAnyUser() {
    return PublicCopy.FILE;
  }

  /** Made when the first process of another user is started. */
  private static final class PublicCopy {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path directory = Files.createTempDirectory("sluice-jar-");
        directory.toFile().deleteOnExit();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path copy = Files.copy(JAR, directory.resolve("sluice.jar"));
        copy.toFile().deleteOnExit();
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The program that runs it: the Java that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Options of a JVM that is to start soon rather than run long. An archive that another JVM cannot
   * use is ignored by it without a word.
   */
  public static List<String> quickStart() {
    List<String> options = new ArrayList<>(QUICK);
    options.addAll(List.of("-XX:SharedArchiveFile=" + Archive.FILE, "-Xlog:disable"));
    return List.copyOf(options);
  }

  /** Archives what a sync of the example loads. */
  private static Path archived() throws IOException, InterruptedException {
    Path archive = Files.createTempFile("sluice-classes-", ".jsa");
    Files.delete(archive);
    archive.toFile().deleteOnExit();
    Path home = Files.createTempDirectory("sluice-classes-");
    Path configuration =
        Files.writeString(
            home.resolve("sluice.yaml"),
            "state-dir: %s%ntargets: { local: { type: embedded, port: 0 } }%n"
                    .formatted(home.resolve("state"))
                + "folders: [{ path: %s }]%n".formatted(EXAMPLE.toAbsolutePath()));
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(QUICK);
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-jar"));
    command.addAll(List.of(JAR.toString(), "sync", "-c", configuration.toString(), "--json"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    deleteTree(home);
    return archive;
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
