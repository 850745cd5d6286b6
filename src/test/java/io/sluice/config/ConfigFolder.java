package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real directory with a {@code sluice.yaml} in it, and the environment it is loaded in. */
final class ConfigFolder {
  /** What is said about a duration that is none. */
  static final String DURATION = "must be a duration with a unit such as 500ms, 2s, 10m, 1h or 90d";

  /** What is said about a size that is none. */
  static final String SIZE = "must be a size with a unit such as 1B, 100KB, 20MB, 50MiB or 2GB";

  /** What is said about a proxy that is none. */
  static final String PROXY =
      "must be http://host:port, direct for none, or \"\" for what $HTTPS_PROXY says; a user and a"
          + " password go before the host, as http://${PROXY_USER}:${PROXY_PASSWORD}@host:port";

  private final Path directory;
  private final Map<String, String> variables = new HashMap<>();

  ConfigFolder(Path directory) {
    this.directory = directory;
  }

  ConfigFolder with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Puts a file of two certificates there, with comments between them. */
  ConfigFolder withAuthorities(String name) {
    write(name, authorities(), "rw-r--r--");
    return this;
  }

  /** What is in it. */
  static String authorities() {
    try (InputStream in = ConfigFolder.class.getResourceAsStream("authorities.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Environment environment() {
    return new Environment(variables, directory.resolve("home"), directory);
  }

  SluiceConfig load(String yaml) throws ConfigException {
    return load(yaml.getBytes(StandardCharsets.UTF_8));
  }

  SluiceConfig load(byte[] yaml) throws ConfigException {
    write("sluice.yaml", yaml, "rw-r--r--");
    return ConfigLoader.load(Path.of("sluice.yaml"), environment());
  }

  /** The problems as a person sees them, one a line. */
  List<String> problems(String yaml) {
    return problems(yaml.getBytes(StandardCharsets.UTF_8));
  }

  List<String> problems(byte[] yaml) {
    ConfigException e = assertThrows(ConfigException.class, () -> load(yaml));
    return e.problems().stream().map(Problem::render).toList();
  }

  Path write(String name, String content, String mode) {
    return write(name, content.getBytes(StandardCharsets.UTF_8), mode);
  }

  private Path write(String name, byte[] content, String mode) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
