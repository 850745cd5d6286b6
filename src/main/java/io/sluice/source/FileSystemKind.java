package io.sluice.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the kernel of this machine sees every change of a file system. */
public enum FileSystemKind {
  /** It does: events and time stamps can be relied on. */
  LOCAL,
  /**
   * It does not: a network mount, a cluster file system, a folder shared by a virtual machine's
   * host, or anything in user space (FUSE). Needs polling, and stamps come from another clock.
   */
  REMOTE;

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MAX_BYTES = 4 << 20;

  /**
   * The kind of the file system that holds {@code path}, by the mount table of this process; {@link
   * #LOCAL} on a system without one.
   *
   * @throws IOException when {@code path} does not exist or the table cannot be read
   */
  public static FileSystemKind of(Path path) throws IOException {
    Path real = path.toRealPath();
    if (!Files.exists(MOUNTS)) {
      return LOCAL;
    }
    try (InputStream in = Files.newInputStream(MOUNTS)) {
      byte[] table = in.readNBytes(MAX_BYTES);
      return MountTable.parse(new String(table, StandardCharsets.ISO_8859_1)).kindOf(real);
    }
  }
}
