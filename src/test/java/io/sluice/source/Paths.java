package io.sluice.source;

import io.sluice.file.RelativePath;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths and files for tests, in any locale. */
final class Paths {
  private Paths() {}

  /** The UTF-8 bytes of {@code text}, encoded. */
  static RelativePath encoded(String text) {
    return new RelativePath(
        Arrays.stream(text.split("/", -1))
            .map(s -> URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/")));
  }

  /** Creates a file with {@code size} bytes, and its directories. */
  static Path file(Path root, String encoded, int size) throws IOException {
    Path path = path(root, encoded);
    Files.createDirectories(path.getParent());
    return Files.write(path, new byte[size]);
  }

  static Path path(Path root, String encoded) {
    return Path.of(URI.create("file://" + root.toUri().getRawPath() + "/" + encoded));
  }
}
