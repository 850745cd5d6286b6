package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.util.List;

/**
 * One picture of a JPEG file, from its start marker to its end marker.
 *
 * @param end behind the end marker
 * @param hasScan whether there is picture data
 * @param hasNested whether another start marker was met in the middle
 * @param gap whether part of it reads as zeros
 * @param others where its index says that further pictures start
 */
record JpegPicture(long end, boolean hasScan, boolean hasNested, Gap gap, List<Long> others) {

  /** A long row of zeros where picture data or markers are expected. */
  enum Gap {
    NONE,
    /** It may be a plain area, or what a camera noted. */
    POSSIBLE,
    /** No encoder writes it. */
    CERTAIN
  }

  /** Walks a picture; throws {@link java.io.EOFException} where the file ends before it. */
  static JpegPicture walk(BoundedReader in, long start) throws IOException {
    return new Walk(in).from(start + 2);
  }

  /**
   * Goes from marker to marker. A thumbnail's end marker lies inside a segment and is stepped over
   * with it. Between markers bytes are skipped as decoders do: that is the coded image behind a
   * scan header, and garbage elsewhere.
   */
  private static final class Walk {
    private static final int LOWEST_SEGMENT = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int CODE_TABLES = 0xC4;
    private static final int ARITHMETIC = 0xCC;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int INDEX_SEGMENT = 0xE2;

    /** So many zeros in a row are a few rows of blocks, or not picture data at all. */
    private static final int GAP = 1024;

    /** What cameras note has shorter rows of zeros in most files. */
    private static final int SEGMENT_GAP = 4096;

    private final BoundedReader in;
    private final JpegCodes codes = new JpegCodes();
    private boolean hasScan;
    private boolean hasNested;
    private boolean zerosPossible = true;
    private Gap gap = Gap.NONE;
    private List<Long> others = List.of();

    Walk(BoundedReader in) {
      this.in = in;
    }

    JpegPicture from(long start) throws IOException {
      long position = start;
      while (true) {
        position = markerCode(position);
        int code = in.u8(position++);
        if (code == END_OF_IMAGE) {
          return new JpegPicture(position, hasScan, hasNested, gap, others);
        } else if (code == START_OF_IMAGE) {
          hasNested = true;
        } else {
          // A length below two is damage, or a hole not yet written: look on from here.
          int length = in.u16(position, BIG_ENDIAN);
          if (length >= 2) {
            segment(code, position + 2, position + length);
            position += length;
          }
        }
      }
    }

    private void segment(int code, long start, long end) throws IOException {
      if (code == START_OF_SCAN) {
        hasScan = true;
        zerosPossible = codes.canBeZeros(in, start);
      } else if (code == CODE_TABLES) {
        codes.tables(in, start, end);
      } else if (code <= LAST_FRAME && code != ARITHMETIC) {
        codes.frame(code);
      } else if (code == INDEX_SEGMENT && others.isEmpty()) {
        others = MultiPicture.starts(in, start, end);
      }
      if (gap == Gap.NONE && in.zeroRun(start, end, SEGMENT_GAP).isPresent()) {
        gap = Gap.POSSIBLE;
      }
    }

    /**
     * Returns where the next marker has its code. Codes below C0 are no segments (JPEG-LS stuffs
     * bits rather than bytes, so not only 00 occurs); restart markers belong to the picture data.
     */
    private long markerCode(long from) throws IOException {
      long position = from;
      while (true) {
        long next = in.find(0xFF, position);
        if (next - position >= GAP) {
          lookForGap(position, next);
        }
        position = next;
        while (in.u8(position) == 0xFF) {
          position++;
        }
        int code = in.u8(position);
        if (code >= LOWEST_SEGMENT && (code < FIRST_RESTART || code > LAST_RESTART)) {
          return position;
        }
      }
    }

    private void lookForGap(long from, long to) throws IOException {
      if (gap != Gap.CERTAIN && in.zeroRun(from, to, GAP).isPresent()) {
        gap = hasScan && !zerosPossible ? Gap.CERTAIN : Gap.POSSIBLE;
      }
    }
  }
}
