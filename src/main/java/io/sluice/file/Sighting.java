package io.sluice.file;

import java.util.Objects;

/**
 * A regular file, seen once: by a scan, or because a watch event drew attention to it.
 *
 * @param path where, below its folder
 * @param stamp what the file system said of it
 */
public record Sighting(RelativePath path, FileStamp stamp) {
  public Sighting {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
  }
}
