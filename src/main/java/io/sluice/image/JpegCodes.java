package io.sluice.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the code tables of a JPEG as far as needed to tell whether coded picture data can be a
 * long row of zeros.
 *
 * <p>In Huffman coding the code of zeros alone stands for the first value of a table. Only where
 * that value means "as before" (DC) and "nothing more in this block" (AC), in the tables of all
 * components of a scan, are zeros a plain area. Elsewhere they would be noise of one and the same
 * pattern, which no picture has.
 */
final class JpegCodes {

  private static final int BASELINE = 0xC0;
  private static final int SEQUENTIAL = 0xC1;

  /** Class and number of a table, as its header has it, to its first value. */
  private final Map<Integer, Integer> firstValues = new HashMap<>();

  private int frame;

  /** Takes in a frame header by its marker. */
  void frame(int marker) {
    frame = marker;
  }

  /** Takes in a segment of tables that lies from {@code start} to {@code end}. */
  void tables(BoundedReader in, long start, long end) throws IOException {
    long position = start;
    while (position + 17 < end) {
      int values = 0;
      for (int i = 1; i <= 16; i++) {
        values += in.u8(position + i);
      }
      firstValues.put(in.u8(position), in.u8(position + 17));
      position += 17 + values;
    }
  }

  /** Tells whether the scan whose header starts at {@code start} can hold a long row of zeros. */
  boolean canBeZeros(BoundedReader in, long start) throws IOException {
    if (frame != BASELINE && frame != SEQUENTIAL) {
      return true;
    }
    int components = in.u8(start);
    for (int i = 0; i < components; i++) {
      int tables = in.u8(start + 2 + 2L * i);
      int dc = firstValues.getOrDefault(tables >> 4, 0);
      int ac = firstValues.getOrDefault(0x10 | (tables & 15), 0);
      if (dc != 0 || ac != 0) {
        return false;
      }
    }
    return true;
  }
}
