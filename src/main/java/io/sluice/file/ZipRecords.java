package io.sluice.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a ZIP has around the content of its entries, where these are stored as they are: names in
 * UTF-8, no times, nothing of the machine that wrote it. Pure.
 */
final class ZipRecords {
  /** Of what stands before an entry, without its name. */
  static final int HEADER_BYTES = 30;

  /** Of what the directory has of an entry, without its name. */
  static final int LISTED_BYTES = 46;

  /** Of what ends the ZIP. */
  static final int END_BYTES = 22;

  private static final int HEADER = 0x04034b50;
  private static final int LISTED = 0x02014b50;
  private static final int END = 0x06054b50;

  /** Of the format: 1.0, which has no more than stored files. */
  private static final short VERSION = 10;

  private static final short UTF_8_NAMES = 0x0800;
  private static final short STORED = 0;

  /** Midnight of the first of February 1980, in the format's own way; the same for all. */
  private static final int NO_TIME = (2 << 5 | 1) << 16;

  private ZipRecords() {}

  /** What stands before an entry's content. */
  static byte[] header(String name, long sizeBytes, long crc32) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[HEADER_BYTES + nameBytes.length];
    ByteBuffer out = over(record).putInt(HEADER);
    common(out, nameBytes, sizeBytes, crc32);
    out.put(nameBytes);
    return record;
  }

  /**
   * What the directory has of an entry.
   *
   * @param offset where its header begins
   */
  static byte[] listed(String name, long sizeBytes, long crc32, long offset) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[LISTED_BYTES + nameBytes.length];
    ByteBuffer out = over(record).putInt(LISTED).putShort(VERSION);
    common(out, nameBytes, sizeBytes, crc32);
    // No comment, on the first disk, no attributes.
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    out.putInt((int) offset).put(nameBytes);
    return record;
  }

  /** What ends a ZIP of this measure. */
  static byte[] end(ZipMeasure zip) {
    short entries = (short) zip.entries();
    byte[] record = new byte[END_BYTES];
    ByteBuffer out = over(record).putInt(END).putShort((short) 0).putShort((short) 0);
    out.putShort(entries).putShort(entries);
    out.putInt((int) zip.directoryBytes()).putInt((int) zip.contentBytes()).putShort((short) 0);
    return record;
  }

  private static void common(ByteBuffer out, byte[] name, long sizeBytes, long crc32) {
    out.putShort(VERSION).putShort(UTF_8_NAMES).putShort(STORED).putInt(NO_TIME);
    out.putInt((int) crc32).putInt((int) sizeBytes).putInt((int) sizeBytes);
    out.putShort((short) name.length).putShort((short) 0);
  }

  private static ByteBuffer over(byte[] record) {
    return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
  }
}
