package io.sluice.config;

import com.google.common.net.UrlEscapers;
import io.sluice.file.AbsolutePath;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Paths as text. The way between the two goes through a URI: without a UTF-8 locale, as services
 * often run, Java cannot make a {@code Path} of {@code /srv/Straße} nor print it.
 */
final class PathText {
  private PathText() {}

  /**
   * The absolute path that {@code text} means.
   *
   * @param directory where a relative one starts
   * @param home what a leading {@code ~/} stands for
   */
  static Path parse(String text, Path directory, Path home) throws BadValue {
    if (text.isBlank() || text.equals("~") || text.chars().anyMatch(Character::isISOControl)) {
      throw BadValue.expected("must be a path");
    }
    boolean fromHome = text.startsWith("~/");
    Path base = fromHome ? home : directory;
    return base.resolve(relativeOrAbsolute(fromHome ? text.substring(2) : text)).normalize();
  }

  /** The path as it would be written into the file. */
  static String render(Path path) {
    return AbsolutePath.text(path);
  }

  /** The last part of {@code path}; empty for the root. */
  static String lastPart(Path path) {
    return AbsolutePath.lastPart(path);
  }

  private static Path relativeOrAbsolute(String text) throws BadValue {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return Path.of(text);
    }
    try {
      String encoded =
          Arrays.stream(text.split("/", -1))
              .map(UrlEscapers.urlPathSegmentEscaper()::escape)
              .collect(Collectors.joining("/"));
      Path absolute = Path.of(URI.create("file:///" + encoded));
      return text.startsWith("/") ? absolute : Path.of("/").relativize(absolute);
    } catch (IllegalArgumentException e) {
      throw BadValue.expected("must be a path");
    }
  }
}
