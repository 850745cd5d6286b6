package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;

/**
 * Compares the lengths that the pieces of an AVI announce with the length of the file. A long one
 * has several pieces, the first of them of a gigabyte or two.
 */
final class AviStructure {
  private static final int HEADER = 8;

  /** An empty list of streams has more. */
  private static final int SHORTEST = 64;

  private static final int MOST_PIECES = 100_000;

  private final BoundedReader in;

  AviStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    long position = 0;
    for (int piece = 0; piece < MOST_PIECES; piece++) {
      long announced = in.u32(position + 4, LITTLE_ENDIAN);
      if (announced < SHORTEST) {
        return new Incomplete("the AVI does not announce its length yet");
      }
      long end = position + HEADER + announced;
      // A piece is filled up to an even length, and some programs leave that byte out.
      if (end > in.size()) {
        return new Incomplete("the AVI announces " + end + " bytes, the file has " + in.size());
      }
      position = end + (end & 1);
      if (position >= in.size()) {
        return new Complete();
      }
      if (in.size() - position < HEADER || !in.text(position, 4).equals("RIFF")) {
        return new Unknown("something unknown follows the AVI");
      }
    }
    return new Unknown("the AVI has too many pieces to be checked");
  }
}
