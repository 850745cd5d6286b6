package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.CommandHere;
import io.sluice.image.SampleMedia;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of files that nobody writes to any more, and a small Darwin that they are pushed to.
 */
final class DarwinHere implements AutoCloseable {
  static final String TARGET = "labelling";

  private final FakeDarwin server = new FakeDarwin();
  private final Path in;
  private final Path configuration;

  /**
   * @param root an empty directory
   */
  DarwinHere(Path root) throws IOException {
    in = Files.createDirectories(root.resolve("in"));
    Path key = Files.writeString(root.resolve("key"), FakeDarwin.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    configuration =
        Files.writeString(
            root.resolve("sluice.yaml"),
            """
            state-dir: %s
            targets:
              labelling: { type: darwin, url: "%s", api-key-file: %s }
            """
                .formatted(root.resolve("state"), server.url(), key));
  }

  FakeDarwin server() {
    return server;
  }

  Path in() {
    return in;
  }

  Path configuration() {
    return configuration;
  }

  Path file(String name, byte[] bytes) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  void image(String name) throws IOException {
    file(name, ImageFiles.png(name));
  }

  void slice(String name, String value) throws IOException {
    file(name, SampleMedia.slice(value));
  }

  void video(String name) throws IOException {
    file(name, SampleMedia.resource("index-last.mp4"));
  }

  /** Runs {@code push} within this process, which must end with {@code code}. */
  CommandHere.Ended push(int code, String... arguments) throws IOException {
    age();
    List<String> line = new ArrayList<>(List.of("push", "-q", "--dataset", "rigs"));
    line.addAll(List.of("--target", TARGET, "-c", configuration.toString()));
    line.addAll(List.of(arguments));
    CommandHere.Ended ended = CommandHere.run(in, line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }

  /** Makes all files old. */
  void age() throws IOException {
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
      }
    }
  }

  Set<String> slots() {
    return DarwinItems.slots(server);
  }

  @Override
  public void close() {
    server.close();
  }
}
