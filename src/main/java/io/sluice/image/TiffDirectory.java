package io.sluice.image;

import com.google.common.math.LongMath;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One directory (IFD) of a TIFF: the entries that say how large a picture is and where it lies.
 *
 * @param entries those of them that have integer values, by tag
 * @param size how many entries of any kind the directory has
 * @param valuesEnd where the last value of any entry ends
 * @param next offset of the next directory; 0 behind the last one
 */
record TiffDirectory(Map<Integer, TiffEntry> entries, long size, long valuesEnd, long next) {

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_LENGTHS = 279;
  static final int PLANAR = 284;
  static final int TILE_OFFSETS = 324;
  static final int TILE_LENGTHS = 325;
  static final int SUB_DIRECTORIES = 330;
  static final int JPEG_OFFSET = 513;
  static final int JPEG_LENGTH = 514;

  private static final Set<Integer> KEPT =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS_PER_SAMPLE,
          COMPRESSION,
          STRIP_OFFSETS,
          ORIENTATION,
          SAMPLES_PER_PIXEL,
          ROWS_PER_STRIP,
          STRIP_LENGTHS,
          PLANAR,
          TILE_OFFSETS,
          TILE_LENGTHS,
          SUB_DIRECTORIES,
          JPEG_OFFSET,
          JPEG_LENGTH);

  /** Nothing needs more; a damaged BigTIFF can announce any number. */
  private static final int MOST_ENTRIES = 65_535;

  /** Reads the directory at {@code offset}, which counts from the header's base. */
  static TiffDirectory read(BoundedReader in, TiffHeader header, long offset) throws IOException {
    int countBytes = header.big() ? 8 : 2;
    int entryBytes = header.big() ? 20 : 12;
    long position = LongMath.saturatedAdd(header.base(), offset);
    long count = in.number(position, countBytes, header.order());
    if (count > MOST_ENTRIES) {
      throw new BoundedReader.ReadLimitException(MOST_ENTRIES);
    }
    Map<Integer, TiffEntry> entries = new HashMap<>();
    long valuesEnd = 0;
    position += countBytes;
    for (int i = 0; i < count; i++, position += entryBytes) {
      TiffEntry entry = entry(in, header, position);
      valuesEnd = Math.max(valuesEnd, entry.end());
      int tag = in.u16(position, header.order());
      if (KEPT.contains(tag) && entry.isInteger() && entry.count() > 0) {
        entries.putIfAbsent(tag, entry);
      }
    }
    long next = in.number(position, header.offsetBytes(), header.order());
    return new TiffDirectory(entries, count, valuesEnd, next);
  }

  Optional<TiffEntry> entry(int tag) {
    return Optional.ofNullable(entries.get(tag));
  }

  /** Returns the first value of a tag, or {@code otherwise}. */
  long value(BoundedReader in, TiffHeader header, int tag, long otherwise) throws IOException {
    TiffEntry entry = entries.get(tag);
    return entry == null ? otherwise : entry.values(in, header, 0, 1)[0];
  }

  private static TiffEntry entry(BoundedReader in, TiffHeader header, long position)
      throws IOException {
    int type = in.u16(position + 2, header.order());
    long count = in.number(position + 4, header.offsetBytes(), header.order());
    long valueAt = position + 4 + header.offsetBytes();
    long bytes = LongMath.saturatedMultiply(count, TiffEntry.bytesPerValue(type));
    if (bytes > header.offsetBytes()) {
      long offset = in.number(valueAt, header.offsetBytes(), header.order());
      valueAt = LongMath.saturatedAdd(header.base(), offset);
    }
    return new TiffEntry(type, count, valueAt);
  }
}
