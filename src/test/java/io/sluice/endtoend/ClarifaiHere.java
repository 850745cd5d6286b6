package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.FakeClarifai;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A small Clarifai, a configuration for it, and commands that are run within this process. */
final class ClarifaiHere implements AutoCloseable {
  static final String DATASET = "signs-2026";

  private final Path directory;
  private final FakeClarifai server = new FakeClarifai();

  /**
   * @param directory an empty one
   */
  ClarifaiHere(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(in());
    Path key = Files.writeString(directory.resolve("key"), FakeClarifai.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        configuration(),
        """
        state-dir: %s
        targets:
          local:
            type: embedded
            port: 0
          tagging:
            type: clarifai
            url: "%s"
            user-id: %s
            app-id: %s
            api-key-file: %s
            requests-per-second: 1000
            batch-wait: 0s
        """
            .formatted(state(), server.url(), FakeClarifai.USER, FakeClarifai.APP, key));
  }

  FakeClarifai server() {
    return server;
  }

  /** Where commands are run, and files are. */
  Path in() {
    return directory.resolve("in");
  }

  Path state() {
    return directory.resolve("state");
  }

  Path configuration() {
    return directory.resolve("sluice.yaml");
  }

  /** An old file. */
  Path file(String name, byte[] bytes) throws IOException {
    Path file = in().resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    return file;
  }

  Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs {@code csv} on a file, which must end with {@code code}. */
  CommandHere.Ended csv(int code, String file, String... options) {
    return csvInto(DATASET, code, file, options);
  }

  /** As {@link #csv}, into another dataset. */
  CommandHere.Ended csvInto(String dataset, int code, String file, String... options) {
    List<String> line = new ArrayList<>(List.of("csv", file, "-q", "--dataset", dataset));
    line.addAll(List.of("-c", configuration().toString()));
    line.addAll(List.of(options));
    CommandHere.Ended ended = CommandHere.run(in(), line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }

  /** How many inputs were posted, the same one each time that it was. */
  int posted() {
    return server.posts().stream().mapToInt(post -> post.ids().size()).sum();
  }

  @Override
  public void close() {
    server.close();
    assertEquals(List.of(), server.violations());
  }
}
