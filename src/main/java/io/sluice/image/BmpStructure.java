package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.google.common.math.LongMath;
import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/**
 * Compares the pixels that a bitmap's header announces with the length of the file.
 *
 * <p>The size field is too often zero or wrong: it decides only where the pixels are compressed and
 * nothing better is known.
 */
final class BmpStructure {

  private static final int OS2_HEADER = 12;
  private static final int FULL_HEADER = 40;
  private static final int V5_HEADER = 124;
  private static final int DIB = 14;

  /** So many zero bytes at the end may be black pixels, or a file that is still being filled. */
  private static final int TAIL = 1024;

  private final BoundedReader in;

  BmpStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    try {
      return header();
    } catch (EOFException e) {
      return new Incomplete("the BMP ends inside its header");
    }
  }

  private Verdict header() throws IOException {
    long headerSize = in.u32(DIB, LITTLE_ENDIAN);
    if (headerSize == 0) {
      return new Incomplete("the BMP's header is not written yet");
    }
    BmpHeader header = BmpHeader.read(in);
    if (header.width() == 0 || header.height() == 0) {
      return new Incomplete("the BMP's width and height are not written yet");
    }
    if (headerSize != OS2_HEADER && headerSize < FULL_HEADER) {
      return new Unknown("the BMP has an unusual header");
    }
    long pixels = in.u32(10, LITTLE_ENDIAN);
    long length = header.isPlain() ? plain(header) : in.u32(DIB + 20, LITTLE_ENDIAN);
    if (length == 0) {
      return bySizeField(pixels);
    }
    return compare(pixels, LongMath.saturatedAdd(pixels, length), profileEnd(headerSize));
  }

  /** All rows, each filled up to four bytes, but for the filling of the last one. */
  private static long plain(BmpHeader header) {
    long row = (header.width() * header.bitsPerPixel() + 7) / 8;
    long filled = (row + 3) / 4 * 4;
    return LongMath.saturatedAdd(LongMath.saturatedMultiply(filled, header.height() - 1), row);
  }

  /** Returns the end of the color profile, which stands behind the pixels, or zero. */
  private long profileEnd(long headerSize) throws IOException {
    if (headerSize < V5_HEADER) {
      return 0;
    }
    long offset = in.u32(DIB + 112, LITTLE_ENDIAN);
    long length = in.u32(DIB + 116, LITTLE_ENDIAN);
    return offset == 0 || length == 0 ? 0 : DIB + offset + length;
  }

  private Verdict bySizeField(long pixels) throws IOException {
    long announced = in.u32(2, LITTLE_ENDIAN);
    if (announced > in.size()) {
      return new Incomplete(missing(announced));
    }
    return announced > pixels ? new Complete() : new Unknown("the BMP does not tell its length");
  }

  private Verdict compare(long pixels, long end, long profileEnd) throws IOException {
    if (end > in.size()) {
      return new Incomplete(missing(end));
    } else if (profileEnd > in.size() || in.u32(2, LITTLE_ENDIAN) > in.size()) {
      return new Unknown("the BMP has all its pixels, but something behind them is missing");
    } else if (in.endsInZeros(pixels, end, TAIL)) {
      return new Unknown("the BMP ends in zeros, which may be black pixels");
    }
    return new Complete();
  }

  private String missing(long announced) {
    return "the BMP announces " + announced + " bytes, the file has " + in.size();
  }
}
