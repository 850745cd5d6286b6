package io.sluice.image;

import com.google.common.math.LongMath;
import java.io.IOException;

/**
 * One entry of a TIFF directory.
 *
 * @param type the code of its values' type
 * @param count how many values
 * @param position where in the file the first one stands
 */
record TiffEntry(int type, long count, long position) {

  /** Bytes of one value; 0 for a type that is not known. */
  static int bytesPerValue(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** Tells whether the values are unsigned integers. */
  boolean isInteger() {
    return switch (type) {
      case 1, 3, 4, 13, 16, 18 -> true;
      default -> false;
    };
  }

  /** Returns where the values end. */
  long end() {
    return LongMath.saturatedAdd(position, LongMath.saturatedMultiply(count, bytesPerValue(type)));
  }

  /** Reads {@code n} values, the first of which is the one numbered {@code from}. */
  long[] values(BoundedReader in, TiffHeader header, long from, int n) throws IOException {
    int bytes = bytesPerValue(type);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = in.number(position + (from + i) * bytes, bytes, header.order());
    }
    return values;
  }
}
