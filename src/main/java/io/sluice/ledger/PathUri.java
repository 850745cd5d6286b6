package io.sluice.ledger;

import java.net.URI;
import java.nio.file.Path;

/** An absolute path as percent-encoded text that keeps its bytes, and the way back. */
final class PathUri {
  private PathUri() {}

  /** The path's bytes, each that is not plain ASCII as {@code %XX}; no slash at the end. */
  static String encode(Path absolute) {
    String raw = absolute.toUri().getRawPath();
    return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  static Path decode(String encoded) {
    return Path.of(URI.create("file://" + encoded));
  }
}
