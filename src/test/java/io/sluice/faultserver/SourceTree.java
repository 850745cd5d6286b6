package io.sluice.faultserver;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder's files at one moment.
 *
 * @param files by path below the folder, with a slash before it
 */
record SourceTree(NavigableMap<String, Entry> files) {
  /** A file's content and time stamp. */
  record Entry(String sha256, FileTime modified) {}

  static SourceTree of(Path root) throws IOException {
    NavigableMap<String, Entry> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String sha256 = Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
        files.put("/" + root.relativize(file), new Entry(sha256, Files.getLastModifiedTime(file)));
      }
    }
    return new SourceTree(files);
  }
}
