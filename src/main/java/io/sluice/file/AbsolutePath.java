package io.sluice.file;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Absolute paths as text and back, the same in every locale. {@code Path.toString()} and {@code
 * Path.of(String)} lose or refuse {@code /srv/Straße} where the locale of the process is not UTF-8,
 * as services often run.
 */
public final class AbsolutePath {
  private AbsolutePath() {}

  /** {@code path} as text; bytes that are not UTF-8 come as the replacement character. */
  public static String text(Path path) {
    return new String(RelativePath.absoluteBytes(path), StandardCharsets.UTF_8);
  }

  /** The last part of {@code path} as {@link #text} gives it; empty for the root. */
  public static String lastPart(Path path) {
    String text = text(path);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /**
   * The path that {@link #text} gave.
   *
   * @throws IllegalArgumentException when {@code text} is no absolute path
   */
  public static Path of(String text) {
    if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not an absolute path: " + DisplayText.of(text));
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(b == '/' ? "/" : String.format("%%%02X", b & 0xFF));
    }
    return Path.of(URI.create("file://" + encoded.toString().replaceAll("/{2,}", "/")));
  }
}
