package io.sluice.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Opens a file of a folder one directory after the other, each within the one before and none by
 * way of a symbolic link. Whoever may write to the folder could otherwise put a link to a directory
 * elsewhere in the place of one that was just looked at, and have us send a file that they cannot
 * read themselves.
 */
final class FolderFile {
  private static final Set<String> LINK_REASONS =
      Set.of("Too many levels of symbolic links", "Not a directory");

  private FolderFile() {}

  /**
   * A channel to read {@code file} with.
   *
   * @param root the folder, which may be a symbolic link
   * @param file below it
   * @throws FileSystemException when a link is on the way; {@link #isLinkInTheWay} tells
   */
  static FileChannel open(Path root, Path file) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      if (stream instanceof SecureDirectoryStream<Path> directory) {
        return open(directory, root.relativize(file));
      }
      // A system without openat: the last segment is all that can be vouched for.
      return FileChannel.open(file, readOnly());
    }
  }

  /** Whether the cause is a symbolic link where a file or a directory was expected. */
  static boolean isLinkInTheWay(FileSystemException error) {
    String reason = String.valueOf(error.getReason());
    return LINK_REASONS.stream().anyMatch(reason::startsWith);
  }

  private static FileChannel open(SecureDirectoryStream<Path> directory, Path below)
      throws IOException {
    if (below.getNameCount() > 1) {
      try (SecureDirectoryStream<Path> next =
          directory.newDirectoryStream(below.getName(0), LinkOption.NOFOLLOW_LINKS)) {
        return open(next, below.subpath(1, below.getNameCount()));
      }
    }
    SeekableByteChannel channel = directory.newByteChannel(below, readOnly());
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("this Java gives no file channel for a directory's entry");
  }

  private static Set<OpenOption> readOnly() {
    return Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
