package io.sluice.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mounts of a Linux system, as {@code /proc/self/mountinfo} lists them. */
final class MountTable {
  private static final Set<String> REMOTE_TYPES =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb2",
          "smb3",
          "smbfs",
          "ncpfs",
          "9p",
          "virtiofs",
          "vboxsf",
          "prl_fs",
          "vmhgfs",
          "ceph",
          "glusterfs",
          "lustre",
          "beegfs",
          "gpfs",
          "gfs2",
          "ocfs2",
          "orangefs",
          "pvfs2",
          "davfs",
          "afs",
          "coda",
          "fuse");
  private static final int MOUNT_POINT_FIELD = 4;

  private record Mount(Path point, String type) {}

  private final List<Mount> mounts;

  private MountTable(List<Mount> mounts) {
    this.mounts = mounts;
  }

  /**
   * Reads the table; a line that is no mount is passed over.
   *
   * @param text the file's bytes, one character each
   */
  static MountTable parse(String text) {
    List<Mount> mounts = new ArrayList<>();
    text.lines().forEach(line -> parseLine(line).ifPresent(mounts::add));
    return new MountTable(mounts);
  }

  /** By the deepest mount that holds {@code path}; of two at one place, the later is on top. */
  FileSystemKind kindOf(Path path) {
    Optional<Mount> found = Optional.empty();
    for (Mount mount : mounts) {
      boolean holds = path.startsWith(mount.point());
      if (holds
          && (found.isEmpty()
              || mount.point().getNameCount() >= found.get().point().getNameCount())) {
        found = Optional.of(mount);
      }
    }
    return found.isPresent() && isRemote(found.get().type())
        ? FileSystemKind.REMOTE
        : FileSystemKind.LOCAL;
  }

  /** {@code fuseblk} is a local disk: NTFS or exFAT through a driver in user space. */
  private static boolean isRemote(String type) {
    return REMOTE_TYPES.contains(type) || type.startsWith("fuse.");
  }

  /** The type is the first field after a single dash; the fields before it vary in number. */
  private static Optional<Mount> parseLine(String line) {
    String[] fields = line.split(" ", -1);
    for (int i = MOUNT_POINT_FIELD + 1; i < fields.length - 1; i++) {
      if (fields[i].equals("-")) {
        String type = fields[i + 1];
        return pathOf(fields[MOUNT_POINT_FIELD]).map(point -> new Mount(point, type));
      }
    }
    return Optional.empty();
  }

  /** By way of a URI, because a {@code String} cannot hold every path. */
  private static Optional<Path> pathOf(String field) {
    if (!field.startsWith("/")) {
      return Optional.empty();
    }
    StringBuilder uri = new StringBuilder("file://");
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 3 < field.length() && isOctal(field, i + 1)) {
        c = (char) (Integer.parseInt(field.substring(i + 1, i + 4), 8) & 0xFF);
        i += 3;
      }
      uri.append(c == '/' ? "/" : String.format("%%%02X", (int) c & 0xFF));
    }
    try {
      return Optional.of(Path.of(URI.create(uri.toString())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A NUL: no path of this system.
    }
  }

  private static boolean isOctal(String text, int from) {
    return text.substring(from, from + 3).matches("[0-3][0-7][0-7]");
  }
}
