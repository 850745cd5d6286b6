package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountTableTest {
  private static final String TABLE =
      """
      27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      30 27 0:40 / /srv/nas rw shared:2 master:3 - nfs4 nas:/export rw,vers=4.2
      31 30 8:2 / /srv/nas/scratch rw - xfs /dev/sdb1 rw
      32 27 0:41 / /srv/My\\040Photos\\134x rw - cifs //box/photos rw
      33 27 0:42 / /srv/caf\u00c3\u00a9 rw - fuse.sshfs user@host:/ rw
      34 27 0:43 / /mnt/stick rw - fuseblk /dev/sdc1 rw
      35 27 0:44 / /mnt/over rw - ext4 /dev/sdd1 rw
      36 35 0:45 / /mnt/over rw - smb3 //box/over rw
      a line that is no mount
      37 27 0:46 / relative rw - nfs x rw
      38 27 0:47 / /mnt/nul\\000x rw - nfs x rw
      """;

  private final MountTable table = MountTable.parse(TABLE);

  @ParameterizedTest
  @CsvSource({
    "/, LOCAL",
    "/srv/other, LOCAL",
    "/srv/nas, REMOTE",
    "/srv/nas/a/b, REMOTE",
    "/srv/nas2, LOCAL",
    "/srv/nas/scratch/a, LOCAL",
    "/srv/My%20Photos%5Cx/a, REMOTE",
    "/srv/caf%C3%A9, REMOTE",
    "/mnt/stick/a, LOCAL",
    "/mnt/over/a, REMOTE",
  })
  void kindIsThatOfDeepestMount(String path, FileSystemKind kind) {
    assertEquals(kind, table.kindOf(Path.of(URI.create("file://" + path))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "davfs", "fuse"})
  void isRemote_whenTypeIsOfNetwork(String type) {
    String line = "1 0 0:1 / / rw - " + type + " source rw";
    assertEquals(FileSystemKind.REMOTE, MountTable.parse(line).kindOf(Path.of("/x")));
  }

  @Test
  void isLocal_whenTableIsEmpty() {
    assertEquals(FileSystemKind.LOCAL, MountTable.parse("").kindOf(Path.of("/x")));
  }

  @Test
  void readsTableOfThisSystem(@TempDir Path directory) throws Exception {
    assertEquals(FileSystemKind.LOCAL, FileSystemKind.of(directory));
    assertThrows(NoSuchFileException.class, () -> FileSystemKind.of(directory.resolve("missing")));
  }
}
