package io.sluice.app;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts the slices of a volume into one zip, stored as they are. The same slices give the same
 * bytes, whenever and wherever: names in order, times fixed.
 */
final class SeriesZip {
  /** An earlier one would be kept in a second form, which depends on the time zone. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int BUFFER_BYTES = 64 * 1024;

  private SeriesZip() {}

  /**
   * Writes it.
   *
   * @param slices in the order that they are to have, none of them changed meanwhile
   * @throws IOException when one cannot be read, changed, or the disk is full
   */
  static void write(List<Path> slices, Path zip) throws IOException {
    List<FileStat> before = stats(slices);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), BUFFER_BYTES);
        ZipOutputStream zipped = new ZipOutputStream(out)) {
      for (Path slice : slices) {
        add(slice, zipped);
      }
    }
    List<FileStat> after = stats(slices);
    FileTime newest = FileTime.fromMillis(0);
    for (int i = 0; i < slices.size(); i++) {
      if (!before.get(i).stamp().sameContentStamp(after.get(i).stamp())) {
        throw new IOException(slices.get(i).getFileName() + " changed while it was read");
      }
      FileTime time = FileTime.from(after.get(i).stamp().modifiedAt());
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    Files.setLastModifiedTime(zip, newest);
  }

  private static List<FileStat> stats(List<Path> slices) throws IOException {
    List<FileStat> stats = new ArrayList<>();
    for (Path slice : slices) {
      stats.add(FileStat.of(slice));
    }
    return stats;
  }

  /** What is stored announces its length and checksum first, so each slice is read twice. */
  private static void add(Path slice, ZipOutputStream zip) throws IOException {
    ZipEntry entry = new ZipEntry(RelativePath.of(slice.getParent(), slice).display());
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(NO_TIME);
    CRC32 crc = new CRC32();
    long size = 0;
    try (InputStream in = new CheckedInputStream(Files.newInputStream(slice), crc)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int got = in.read(buffer);
      while (got >= 0) {
        size += got;
        got = in.read(buffer);
      }
    }
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    try (InputStream in = Files.newInputStream(slice)) {
      in.transferTo(zip);
    }
    zip.closeEntry();
  }
}
