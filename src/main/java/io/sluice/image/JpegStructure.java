package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/**
 * Walks the segments and scans of a JPEG to the marker that ends the image.
 *
 * <p>A thumbnail's end marker lies inside a segment and is stepped over with it. Between markers
 * bytes are skipped as decoders do: that is the coded image behind a scan header, and garbage
 * elsewhere. What follows the image may be anything; a second JPEG (multi-picture, gain map) or a
 * video (motion photo) right behind it has to be all there too.
 */
final class JpegStructure {

  private static final int LOWEST_SEGMENT = 0xC0;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private final BoundedReader in;

  JpegStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    Picture first;
    try {
      first = walk(2);
    } catch (EOFException e) {
      return new Incomplete("the JPEG's end-of-image marker is missing");
    }
    if (!first.hasScan()) {
      return new Unknown("the JPEG ends without any picture data");
    } else if (first.hasNested()) {
      return new Unknown("another JPEG starts inside the picture data");
    }
    return behind(first.end());
  }

  /** One image of the file: where it ends, and what was met on the way. */
  private record Picture(long end, boolean hasScan, boolean hasNested) {}

  private Picture walk(long start) throws IOException {
    long position = start;
    boolean hasScan = false;
    boolean hasNested = false;
    while (true) {
      position = markerCode(position);
      int code = in.u8(position++);
      if (code == END_OF_IMAGE) {
        return new Picture(position, hasScan, hasNested);
      } else if (code == START_OF_IMAGE) {
        hasNested = true;
      } else {
        // A length below two is damage, or a hole not yet written: look on from here.
        int length = in.u16(position, BIG_ENDIAN);
        position += length < 2 ? 0 : length;
        hasScan |= code == START_OF_SCAN;
      }
    }
  }

  /**
   * Returns where the next marker has its code. Codes below C0 are no segments (JPEG-LS stuffs bits
   * rather than bytes, so not only 00 occurs); restart markers belong to the picture data.
   */
  private long markerCode(long from) throws IOException {
    long position = from;
    while (true) {
      position = in.find(0xFF, position);
      while (in.u8(position) == 0xFF) {
        position++;
      }
      int code = in.u8(position);
      if (code >= LOWEST_SEGMENT && (code < FIRST_RESTART || code > LAST_RESTART)) {
        return position;
      }
    }
  }

  private Verdict behind(long end) throws IOException {
    long position = end;
    try {
      while (position + 3 < in.size() && in.text(position, 3).equals("\u00FF\u00D8\u00FF")) {
        position = walk(position + 2).end();
      }
    } catch (EOFException e) {
      return new Incomplete("a further picture behind the first one is cut");
    }
    if (position + 12 < in.size() && in.text(position + 4, 4).equals("ftyp")) {
      return video(position);
    }
    return new Complete();
  }

  private Verdict video(long start) throws IOException {
    IsoBox.Walk boxes = IsoBox.walk(in, start, in.size());
    return boxes.cut().isPresent()
        ? new Incomplete("the video behind the picture is cut")
        : new Complete();
  }
}
