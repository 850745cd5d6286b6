package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;

/**
 * Compares what an MP3 says of its length with the file: the tag in front of it, and the note that
 * most encoders leave in its first frame. Without that note there is no telling, since a player
 * takes any row of frames.
 */
final class Mp3Structure {
  private static final int TAG = 10;
  private static final int FOOTER_FLAG = 0x10;

  /** The note's own place is behind the side information, whose length is one of these. */
  private static final int[] SIDE_INFORMATION = {9, 17, 32};

  private static final int FRAME_HEADER = 4;
  private static final int HAS_FRAMES = 1;
  private static final int HAS_BYTES = 2;

  private final BoundedReader in;

  Mp3Structure(BoundedReader in) {
    this.in = in;
  }

  /** Whether an MPEG frame, of this or the newer coding, starts at {@code at}. */
  static boolean isFrame(byte[] head, int at) {
    return head.length >= at + 2
        && head[at] == (byte) 0xFF
        && (head[at + 1] & 0xE0) == 0xE0
        // All bits set are no version and layer, but padding.
        && head[at + 1] != (byte) 0xFF;
  }

  /** Checks a file that begins with a tag. */
  Verdict behindTag() throws IOException {
    long length = 0;
    for (int i = 6; i < TAG; i++) {
      length = length << 7 | (in.u8(i) & 0x7F);
    }
    long end = TAG + length + ((in.u8(5) & FOOTER_FLAG) != 0 ? TAG : 0);
    if (end >= in.size()) {
      return new Incomplete("the MP3 ends within its tag, or right behind it");
    }
    if (in.size() - end >= 4 && in.text(end, 4).equals("fLaC")) {
      return new FlacStructure(in, end).check();
    }
    return from(end);
  }

  /** Checks the frames that start at {@code start}, or a little later. */
  Verdict from(long start) throws IOException {
    long behindHeader = Math.min(in.size(), start + FRAME_HEADER);
    if (in.endsInZeros(start, behindHeader, FRAME_HEADER)
        && in.endsInZeros(start, in.size(), FRAME_HEADER)) {
      return new Incomplete("the MP3 has zeros where its sound should be");
    }
    for (int side : SIDE_INFORMATION) {
      long note = start + FRAME_HEADER + side;
      if (note + 16 <= in.size() && isNote(in.text(note, 4))) {
        return noted(start, note);
      }
    }
    return new Unknown("the MP3 does not say how long it is");
  }

  private static boolean isNote(String name) {
    return name.equals("Xing") || name.equals("Info");
  }

  private Verdict noted(long start, long note) throws IOException {
    long flags = in.u32(note + 4, BIG_ENDIAN);
    if ((flags & HAS_BYTES) == 0) {
      return new Unknown("the MP3 does not say how long it is");
    }
    long bytes = in.u32(note + 8 + ((flags & HAS_FRAMES) == 0 ? 0 : 4), BIG_ENDIAN);
    if (start + bytes > in.size()) {
      return new Incomplete(
          "the MP3 announces " + (start + bytes) + " bytes, the file has " + in.size());
    }
    return bytes == 0 ? new Unknown("the MP3 does not say how long it is") : new Complete();
  }
}
