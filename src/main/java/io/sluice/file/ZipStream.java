package io.sluice.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Reads a {@link StampedZip} from its first byte to its last; one file is open at a time. */
final class ZipStream extends InputStream {
  private final List<StampedZip.Entry> entries;
  private final CRC32 crc = new CRC32();
  private InputStream current = InputStream.nullInputStream();
  private Place place = Place.BETWEEN;
  private int next;

  /** What {@link #current} gives. */
  private enum Place {
    BETWEEN,
    HEADER,
    CONTENT,
    DIRECTORY
  }

  ZipStream(List<StampedZip.Entry> entries) {
    this.entries = entries;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = current.read(buffer, offset, length);
    while (n < 0) {
      if (place == Place.DIRECTORY) {
        return -1;
      }
      proceed();
      n = current.read(buffer, offset, length);
    }
    return n;
  }

  private void proceed() throws IOException {
    if (place == Place.HEADER) {
      crc.reset();
      current = new CheckedInputStream(entries.get(next).file().open(), crc);
      place = Place.CONTENT;
      return;
    }
    if (place == Place.CONTENT) {
      endContent();
    }
    boolean more = next < entries.size();
    current = new ByteArrayInputStream(more ? header(entries.get(next)) : directory());
    place = more ? Place.HEADER : Place.DIRECTORY;
  }

  /** What has gone out is not what its header says: nobody would take it for whole. */
  private void endContent() throws IOException {
    current.close();
    if (crc.getValue() != entries.get(next).crc32()) {
      throw SourceChangedException.changed();
    }
    next++;
  }

  private static byte[] header(StampedZip.Entry entry) {
    return ZipRecords.header(entry.name(), entry.file().sizeBytes(), entry.crc32());
  }

  private byte[] directory() {
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    ZipMeasure before = ZipMeasure.EMPTY;
    for (StampedZip.Entry entry : entries) {
      long size = entry.file().sizeBytes();
      directory.writeBytes(
          ZipRecords.listed(entry.name(), size, entry.crc32(), before.contentBytes()));
      before = before.plus(entry.name(), size);
    }
    directory.writeBytes(ZipRecords.end(before));
    return directory.toByteArray();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
