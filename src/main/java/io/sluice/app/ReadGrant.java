package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The command that lets a user read what is closed to him in a folder. */
final class ReadGrant {
  private ReadGrant() {}

  /** As it is typed into a shell. A group that may read it already is the smaller change. */
  static String command(String user, Path root, Path closed) {
    Optional<String> group = readingGroup(closed);
    if (group.isPresent()) {
      return "usermod -aG " + group.get() + " " + user;
    }
    String who = " -m u:" + user + ":rX ";
    String where = DisplayText.of(ShellText.quoted(root));
    return "setfacl -R" + who + where + " && setfacl -R -d" + who + where;
  }

  /** The group that may read a file, if that is not root's. */
  private static Optional<String> readingGroup(Path path) {
    try {
      PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class);
      Set<PosixFilePermission> mode = file.permissions();
      boolean reads =
          mode.contains(PosixFilePermission.GROUP_READ)
              && (mode.contains(PosixFilePermission.GROUP_EXECUTE) || !file.isDirectory());
      String group = file.group().getName();
      return reads && !group.equals("root") ? Optional.of(group) : Optional.empty();
    } catch (IOException e) {
      // Its name is no text, or it is gone: the other command helps as well.
      return Optional.empty();
    }
  }
}
