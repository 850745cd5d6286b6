package io.sluice.image;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/**
 * Walks the blocks of a GIF to its trailer; what follows that is no part of the image.
 *
 * <p>Some programs leave the trailer out. A still picture without it that ends exactly with its
 * picture is all there, so the quiet period decides; an animation may lack frames.
 */
final class GifStructure {

  private static final int SCREEN_FLAGS = 10;
  private static final int FIRST_TABLE = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int APPLICATION = 0xFF;
  private static final int TRAILER = 0x3B;

  /** More zeros between blocks are a part that is not written yet. */
  private static final int MOST_SPARE_TERMINATORS = 255;

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
    long spare = 0;
    int frames = 0;
    boolean animated = false;
    while (true) {
      if (position == in.size() && frames == 1 && !animated) {
        return new Unknown("the GIF's trailer byte is missing, but its picture is there");
      }
      int block = in.u8(position);
      if (block == FRAME) {
        frames++;
        position = behindFrame(position);
      } else if (block == EXTENSION) {
        animated |= in.u8(position + 1) == APPLICATION && in.text(position + 3, 3).equals("NET");
        position = behindSubBlocks(position + 2);
      } else if (block == TRAILER) {
        return frames > 0 ? new Complete() : new Unknown("the GIF has no frame");
      } else if (block == 0 && spare < MOST_SPARE_TERMINATORS) {
        // Some programs write one terminator too many.
        spare++;
        position++;
      } else {
        return block == 0
            ? new Incomplete("the GIF has a gap of zeros before byte " + position)
            : new Unknown("the GIF has no readable block at byte " + position);
      }
    }
  }

  private long behindFrame(long position) throws IOException {
    long data = position + 10 + colorTable(in.u8(position + 9));
    // The byte in front of the sub-blocks is the code size.
    return behindSubBlocks(data + 1);
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
