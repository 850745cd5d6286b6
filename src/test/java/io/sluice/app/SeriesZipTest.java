package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The time zone is the process's. */
@Isolated
final class SeriesZipTest {
  @TempDir private Path directory;

  private Path slice(String name, String content, long millis) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void theSameSlices_giveTheSameBytes_whateverTheirTimesAndTheTimeZone() throws Exception {
    List<Path> slices = List.of(slice("1.dcm", "one", 1_000), slice("2.dcm", "two", 2_000));
    SeriesZip.write(slices, directory.resolve("a.zip"));
    slice("1.dcm", "one", 1_700_000_000_000L);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      SeriesZip.write(slices, directory.resolve("b.zip"));
    } finally {
      TimeZone.setDefault(before);
    }
    assertArrayEquals(
        Files.readAllBytes(directory.resolve("a.zip")),
        Files.readAllBytes(directory.resolve("b.zip")));
  }

  @Test
  void slicesAreStoredInOrder_andTheZipIsAsOldAsTheNewest() throws Exception {
    List<Path> slices =
        List.of(slice("b.dcm", "bytes of b", 9_000_000), slice("a.dcm", "bytes of a", 5_000));
    Path zip = directory.resolve("volume.dcm");
    SeriesZip.write(slices, zip);

    List<String> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      ZipEntry entry = in.getNextEntry();
      while (entry != null) {
        assertEquals(ZipEntry.STORED, entry.getMethod());
        entries.add(
            entry.getName()
                + ": "
                + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        entry = in.getNextEntry();
      }
    }
    assertEquals(List.of("b.dcm: bytes of b", "a.dcm: bytes of a"), entries);
    assertEquals(9_000_000, Files.getLastModifiedTime(zip).toMillis());
  }

  @Test
  void aSliceThatIsGone_isSaid() throws Exception {
    Path there = slice("1.dcm", "one", 1_000);
    List<Path> slices = List.of(there, directory.resolve("2.dcm"));
    assertThrows(IOException.class, () -> SeriesZip.write(slices, directory.resolve("volume.dcm")));
  }
}
