package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/**
 * Walks the chunks of a PNG to its end chunk, and compares each with its checksum: so a part that
 * is not written yet is found wherever it lies. What follows the end chunk is no part of the image.
 */
final class PngStructure {

  private static final int SIGNATURE = 8;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME = 12;

  private static final long END_CHECKSUM = 0xAE426082L;

  /** A wrong checksum over fewer zeros may be the fault of whoever wrote the chunk. */
  private static final int HOLE = 512;

  private final BoundedReader in;
  private String oddity = "";

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
      long end = position + FRAME + length;
      if (end > in.size()) {
        return new Incomplete("the PNG's chunk at byte " + position + " is cut");
      } else if (isDamaged(position, end, type)) {
        return new Incomplete("the PNG's chunk at byte " + position + " has a wrong checksum");
      }
      hasData |= type.equals("IDAT");
      position = end;
    }
  }

  /**
   * Decoders refuse a wrong checksum of the chunks that they need, which have a capital letter. In
   * other chunks they put up with it, and it is damage only where there is a hole.
   */
  private boolean isDamaged(long position, long end, String type) throws IOException {
    long checksum = in.crc32(position + 4, end - 4);
    if (checksum == in.u32(end - 4, BIG_ENDIAN)) {
      return false;
    } else if (Character.isUpperCase(type.charAt(0))) {
      return true;
    }
    oddity = "the PNG's chunk at byte " + position + " has a wrong checksum";
    return in.zeroRun(position + 8, end, HOLE).isPresent();
  }

  private Verdict end(long checksumAt, boolean hasData) throws IOException {
    long checksum = in.u32(checksumAt, BIG_ENDIAN);
    if (checksum == END_CHECKSUM && !oddity.isEmpty()) {
      return new Unknown(oddity);
    } else if (checksum == END_CHECKSUM) {
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
