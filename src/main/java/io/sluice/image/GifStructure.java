package io.sluice.image;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/** Walks the blocks of a GIF to its trailer; what follows that is no part of the image. */
final class GifStructure {

  private static final int SCREEN_FLAGS = 10;
  private static final int FIRST_TABLE = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;

  private final BoundedReader in;

  GifStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    try {
      return walk();
    } catch (EOFException e) {
      return new Incomplete("the GIF's trailer byte is missing");
    }
  }

  private Verdict walk() throws IOException {
    long position = (long) FIRST_TABLE + colorTable(in.u8(SCREEN_FLAGS));
    boolean hasFrame = false;
    while (true) {
      int block = in.u8(position);
      if (block == FRAME) {
        hasFrame = true;
        long data = position + 10 + colorTable(in.u8(position + 9));
        // The byte in front of the sub-blocks is the code size.
        position = behindSubBlocks(data + 1);
      } else if (block == EXTENSION) {
        position = behindSubBlocks(position + 2);
      } else if (block == TRAILER) {
        return hasFrame ? new Complete() : new Unknown("the GIF has no frame");
      } else if (block == 0) {
        // Some programs write one terminator too many; a file not yet filled has only these.
        position++;
      } else {
        return new Unknown("the GIF has no readable block at byte " + position);
      }
    }
  }

  private long behindSubBlocks(long start) throws IOException {
    long position = start;
    int length;
    do {
      length = in.u8(position);
      position += 1 + length;
    } while (length > 0);
    return position;
  }

  private static int colorTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
