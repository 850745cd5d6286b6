package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;

/** Compares the lengths that a WebP and its chunks announce with the length of the file. */
final class WebpStructure {

  private static final int FIRST_CHUNK = 12;

  /** Coded pictures do not end in so many zero bytes. */
  private static final int TAIL = 256;

  private final BoundedReader in;
  private long lastStart;
  private long lastEnd;
  private boolean lossy;
  private boolean lossless;
  private boolean animated;

  WebpStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    long announced = in.u32(4, LITTLE_ENDIAN) + 8;
    // The last chunk is filled up to an even length, and some programs leave that byte out.
    if (announced > in.size() + 1) {
      return new Incomplete(
          "the WebP announces " + announced + " bytes, the file has " + in.size());
    }
    long position = FIRST_CHUNK;
    while (position + 8 <= Math.min(announced, in.size())) {
      String type = in.text(position, 4);
      if (type.equals("\0\0\0\0")) {
        return new Incomplete("the WebP has only zeros from byte " + position + " on");
      }
      long end = position + 8 + in.u32(position + 4, LITTLE_ENDIAN);
      if (end > in.size()) {
        return new Incomplete("a chunk of the WebP runs over the end of the file");
      }
      note(type, position + 8, end);
      position = end + (end & 1);
    }
    return announced > in.size()
        ? new Unknown("the WebP lacks the byte that makes its length even")
        : content(announced);
  }

  private void note(String type, long start, long end) {
    boolean picture = true;
    switch (type) {
      case "VP8 " -> lossy = true;
      case "VP8L" -> lossless = true;
      case "ANMF" -> animated = true;
      default -> picture = false;
    }
    if (picture) {
      lastStart = start;
      lastEnd = end;
    }
  }

  private Verdict content(long announced) throws IOException {
    if (announced <= FIRST_CHUNK) {
      return new Incomplete("the WebP does not announce its length yet");
    } else if (!lossy && !lossless && !animated) {
      return new Unknown("the WebP has no picture data");
    } else if (in.endsInZeros(lastStart, lastEnd, TAIL)) {
      // A simple lossless encoder does write zeros, for an even area.
      return lossy
          ? new Incomplete("the WebP's picture data ends in zeros")
          : new Unknown("the WebP's picture data ends in zeros");
    }
    return new Complete();
  }
}
