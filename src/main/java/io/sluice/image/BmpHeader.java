package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;

/**
 * What a bitmap's header says of its pixels.
 *
 * @param width in pixels
 * @param height in pixels; whether the rows go up or down is left out
 * @param bitsPerPixel of one pixel
 * @param compression the header's code; 0 where there is none
 */
record BmpHeader(long width, long height, int bitsPerPixel, long compression) {

  private static final int OS2_HEADER = 12;

  /** Reads the header, which starts behind the 14 bytes of the file header. */
  static BmpHeader read(BoundedReader in) throws IOException {
    long size = in.u32(14, LITTLE_ENDIAN);
    if (size == OS2_HEADER) {
      int bits = in.u16(24, LITTLE_ENDIAN);
      return new BmpHeader(in.u16(18, LITTLE_ENDIAN), in.u16(20, LITTLE_ENDIAN), bits, 0);
    }
    long width = Math.abs((long) (int) in.u32(18, LITTLE_ENDIAN));
    long height = Math.abs((long) (int) in.u32(22, LITTLE_ENDIAN));
    int bits = in.u16(28, LITTLE_ENDIAN);
    long compression = size >= 20 ? in.u32(30, LITTLE_ENDIAN) : 0;
    return new BmpHeader(width, height, bits, compression);
  }

  /** Tells whether the pixels lie there uncompressed, so that their length can be computed. */
  boolean isPlain() {
    return bitsPerPixel > 0 && (compression == 0 || compression == 3 || compression == 6);
  }
}
