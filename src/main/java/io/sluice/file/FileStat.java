package io.sluice.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * One look at a directory entry, never following a symbolic link.
 *
 * @param kind what the entry is
 * @param stamp its stamp; meaningful for a regular file, present for every kind
 */
public record FileStat(Kind kind, FileStamp stamp) {
  private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,dev,ino";
  private static final int TYPE_MASK = 0170000;

  /** What a directory entry is. Only regular files are ever opened. */
  public enum Kind {
    REGULAR_FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    /** A FIFO, socket or device: opening one could block for ever. */
    OTHER
  }

  /**
   * Looks at {@code path} itself.
   *
   * @throws java.nio.file.NoSuchFileException when there is nothing at that path
   * @throws IOException when the file system does not answer
   */
  public static FileStat of(Path path) throws IOException {
    Map<String, Object> found = attributes(path);
    FileStamp stamp =
        new FileStamp(
            (Long) found.get("size"),
            ((FileTime) found.get("lastModifiedTime")).toInstant(),
            ((FileTime) found.get("ctime")).toInstant(),
            found.get("dev") + ":" + found.get("ino"));
    return new FileStat(kindOf((Integer) found.get("mode")), stamp);
  }

  /** A file in the place of a directory on the way is absence too; the JDK has no type for it. */
  private static Map<String, Object> attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      if ("Not a directory".equals(e.getReason())) {
        throw new NoSuchFileException(path.toString(), null, e.getReason());
      }
      throw e;
    }
  }

  /** Whether the entry is a regular file. */
  public boolean isRegularFile() {
    return kind == Kind.REGULAR_FILE;
  }

  private static Kind kindOf(int mode) {
    return switch (mode & TYPE_MASK) {
      case 0100000 -> Kind.REGULAR_FILE;
      case 0040000 -> Kind.DIRECTORY;
      case 0120000 -> Kind.SYMBOLIC_LINK;
      default -> Kind.OTHER;
    };
  }
}
