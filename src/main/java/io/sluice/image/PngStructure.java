package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/** Walks the chunks of a PNG to its end chunk; what follows that is no part of the image. */
final class PngStructure {

  private static final int SIGNATURE = 8;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME = 12;

  private static final long END_CHECKSUM = 0xAE426082L;

  private final BoundedReader in;

  PngStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    try {
      return walk();
    } catch (EOFException e) {
      return new Incomplete("the PNG's end chunk (IEND) is missing");
    }
  }

  private Verdict walk() throws IOException {
    long position = SIGNATURE;
    boolean hasData = false;
    while (true) {
      long length = in.u32(position, BIG_ENDIAN);
      String type = in.text(position + 4, 4);
      if (type.equals("\0\0\0\0")) {
        return new Incomplete("the PNG has only zeros from byte " + position + " on");
      } else if (!isType(type)) {
        return new Unknown("the PNG has no readable chunk at byte " + position);
      } else if (type.equals("IEND")) {
        return end(position + 8 + length, hasData);
      }
      hasData |= type.equals("IDAT");
      position += FRAME + length;
    }
  }

  private Verdict end(long checksumAt, boolean hasData) throws IOException {
    long checksum = in.u32(checksumAt, BIG_ENDIAN);
    if (checksum == END_CHECKSUM) {
      return hasData ? new Complete() : new Unknown("the PNG has no picture data");
    }
    // In a file made in full length beforehand, what is not yet written reads as zero.
    return (checksum & 0xFF) == 0
        ? new Incomplete("the PNG's end chunk (IEND) is not fully written")
        : new Unknown("the PNG's end chunk (IEND) has a wrong checksum");
  }

  private static boolean isType(String type) {
    return type.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  }
}
