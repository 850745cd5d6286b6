package io.sluice.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and directories that nobody but their owner may enter, read or write, whatever the umask.
 */
public final class OwnerOnly {
  /** For a file, from the moment of its creation. */
  public static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** For a directory, from the moment of its creation. */
  public static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> FILE_MODE = FILE.value();

  private OwnerOnly() {}

  /**
   * Takes from a regular file what others may do with it; what is no regular file, or not there, is
   * left alone.
   *
   * @throws IOException when that fails, as it does for a file of another user
   */
  public static void narrow(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!FILE_MODE.containsAll(mode)) {
        EnumSet<PosixFilePermission> kept = EnumSet.copyOf(mode);
        kept.retainAll(FILE_MODE);
        Files.setPosixFilePermissions(file, kept);
      }
    }
  }
}
