package io.sluice.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
final class StampedZipTest {
  private static final String[] NAMES = {
    "img2.dcm", "img10.dcm", "Überblick.dcm", "断面 1.dcm", "🦴.dcm", "a".repeat(200) + ".dcm"
  };

  @TempDir private Path folder;

  private StampedZip.Entry entry(String name, byte[] content) throws IOException {
    // What it is called in the zip is what counts; the disk's names are for this machine's locale.
    Path file = Files.createTempFile(folder, "slice", ".dcm");
    Files.write(file, content);
    StampedFile stamped = new StampedFile(file, FileStat.of(file).stamp());
    return new StampedZip.Entry(name, stamped, stamped.sums().crc32());
  }

  private StampedZip zip(Map<String, byte[]> contents) throws IOException {
    List<StampedZip.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      entries.add(entry(content.getKey(), content.getValue()));
    }
    return new StampedZip(entries);
  }

  private static Map<String, byte[]> contents(long seed) {
    Random random = new Random(seed);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String name : NAMES) {
      byte[] content = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(200_000)];
      random.nextBytes(content);
      contents.put(name, content);
    }
    return contents;
  }

  private static byte[] read(StampedZip zip) throws IOException {
    try (InputStream in = zip.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isByteForByteWhatThePlatformMakesOfIt_andAsLongAsWasSaidBeforehand(long seed)
      throws Exception {
    Map<String, byte[]> contents = contents(seed);
    ZipMeasure foretold = ZipMeasure.EMPTY;
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      foretold = foretold.plus(content.getKey(), content.getValue().length);
    }
    StampedZip zip = zip(contents);
    byte[] bytes = read(zip);
    assertEquals(bytes.length, foretold.bytes(), "seed " + seed);
    assertEquals(bytes.length, zip.sizeBytes(), "seed " + seed);
    assertArrayEquals(ReferenceZip.of(contents), bytes, "seed " + seed);
    assertArrayEquals(bytes, read(zip), "seed " + seed);
  }

  @Test
  void anotherReaderFindsTheSameFilesInTheSameOrder() throws Exception {
    Map<String, byte[]> contents = contents(9);
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(read(zip(contents))))) {
      for (ZipEntry found = in.getNextEntry(); found != null; found = in.getNextEntry()) {
        assertEquals(ZipEntry.STORED, found.getMethod());
        assertArrayEquals(contents.get(found.getName()), in.readAllBytes(), found.getName());
        names.add(found.getName());
      }
    }
    assertEquals(List.of(NAMES), names);
  }

  @Test
  void byteByByte_itIsTheSame() throws Exception {
    StampedZip zip = zip(Map.of("a.dcm", "slice".getBytes(StandardCharsets.UTF_8)));
    byte[] whole = read(zip);
    try (InputStream in = zip.open()) {
      for (byte wanted : whole) {
        assertEquals(wanted & 0xFF, in.read());
      }
      assertEquals(-1, in.read());
    }
  }

  @Test
  void aFileWhoseContentIsNotThatOfItsChecksum_hasChanged() throws Exception {
    StampedZip.Entry good = entry("a.dcm", new byte[] {1, 2, 3});
    StampedZip.Entry other = new StampedZip.Entry("b.dcm", good.file(), good.crc32() ^ 1);
    assertThrows(SourceChangedException.class, () -> read(new StampedZip(List.of(good, other))));
  }

  @Test
  void everyFileIsComparedWithItsStamp() throws Exception {
    StampedZip zip = zip(contents(3));
    zip.verifyUnchanged();
    Path last = zip.entries().get(NAMES.length - 1).file().path();
    Files.write(last, new byte[] {1});
    assertThrows(SourceChangedException.class, zip::verifyUnchanged);
    assertThrows(SourceChangedException.class, () -> read(zip));
    Files.delete(last);
    assertTrue(assertThrows(SourceChangedException.class, zip::verifyUnchanged).isGone());
  }

  @Test
  void whatAZipCannotTellWithoutExtensions_isSaid() {
    ZipMeasure largest =
        ZipMeasure.EMPTY.plus("a", ZipMeasure.MOST_BYTES - ZipMeasure.EMPTY.plus("a", 0).bytes());
    assertEquals(ZipMeasure.MOST_BYTES, largest.bytes());
    assertTrue(largest.excess().isEmpty());
    assertTrue(largest.plus("b", 0).excess().orElseThrow().contains("4 GiB"));
    ZipMeasure many = ZipMeasure.EMPTY;
    for (int i = 0; i < ZipMeasure.MOST_ENTRIES; i++) {
      many = many.plus("a", 0);
    }
    assertTrue(many.excess().isEmpty());
    assertEquals("65535 files, and a zip takes 65534", many.plus("a", 0).excess().orElseThrow());
  }

  @Test
  void mostEntries_areStillWhatThePlatformMakesOfThem() throws Exception {
    StampedZip.Entry entry = entry("", new byte[] {7});
    List<StampedZip.Entry> entries = new ArrayList<>();
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < ZipMeasure.MOST_ENTRIES; i++) {
      entries.add(new StampedZip.Entry("%05d".formatted(i), entry.file(), entry.crc32()));
      contents.put("%05d".formatted(i), new byte[] {7});
    }
    assertArrayEquals(ReferenceZip.of(contents), read(new StampedZip(entries)));
  }
}
