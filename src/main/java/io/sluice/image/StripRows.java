package io.sluice.image;

import com.google.common.math.LongMath;
import java.io.IOException;

/**
 * How many bytes the rows of an uncompressed strip take. Some programs tell the full length for the
 * last strip, though it has fewer rows and the file ends with them.
 *
 * @param rowBytes of one row; 0 where it is not known
 * @param height rows of the whole picture
 * @param rowsPerStrip rows of every strip but the last one
 */
record StripRows(long rowBytes, long height, long rowsPerStrip) {

  /** Stands for compressed pieces: any length is as good as another. */
  static final StripRows NONE = new StripRows(0, 1, 1);

  static StripRows read(BoundedReader in, TiffHeader header, TiffDirectory directory)
      throws IOException {
    long width = directory.value(in, header, TiffDirectory.WIDTH, 0);
    long height = directory.value(in, header, TiffDirectory.HEIGHT, 0);
    long bits = directory.value(in, header, TiffDirectory.BITS_PER_SAMPLE, 1);
    long samples = directory.value(in, header, TiffDirectory.SAMPLES_PER_PIXEL, 1);
    long planes = directory.value(in, header, TiffDirectory.PLANAR, 1);
    long rows = directory.value(in, header, TiffDirectory.ROWS_PER_STRIP, height);
    long perPixel = LongMath.saturatedMultiply(bits, planes == 2 ? 1 : samples);
    long rowBits = LongMath.saturatedMultiply(width, perPixel);
    if (height == 0 || rows == 0) {
      return NONE;
    }
    return new StripRows(rowBits / 8 + (rowBits % 8 == 0 ? 0 : 1), height, Math.min(rows, height));
  }

  /** Returns the bytes of a strip, or {@link Long#MAX_VALUE} where that cannot be told. */
  long bytes(long strip) {
    if (rowBytes == 0) {
      return Long.MAX_VALUE;
    }
    long stripsPerPlane = (height - 1) / rowsPerStrip + 1;
    long above = strip % stripsPerPlane * rowsPerStrip;
    return LongMath.saturatedMultiply(rowBytes, Math.min(rowsPerStrip, height - above));
  }
}
