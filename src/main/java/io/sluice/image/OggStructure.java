package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Goes from page to page of an Ogg file: each says how long it is, and the last one that it is. */
final class OggStructure {
  private static final int HEADER = 27;
  private static final int FLAGS = 5;
  private static final int FIRST = 2;
  private static final int LAST = 4;
  private static final int STREAM = 14;

  /** No file worth its name has more streams. */
  private static final int MOST_STREAMS = 1_000;

  private final BoundedReader in;

  /** Streams that have begun and not ended. */
  private final Set<Long> open = new HashSet<>();

  OggStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    long position = 0;
    while (position < in.size()) {
      if (!isPage(position)) {
        return behind(position);
      }
      note(in.u8(position + FLAGS), in.u32(position + STREAM, LITTLE_ENDIAN));
      if (open.size() > MOST_STREAMS) {
        return new Unknown("the Ogg file has too many streams to be checked");
      }
      position = end(position);
    }
    if (position > in.size()) {
      return new Incomplete("the Ogg file ends in the middle of a page");
    }
    // Recordings of a broadcast have no last page.
    return open.isEmpty() ? new Complete() : new Unknown("the Ogg file has no last page");
  }

  private void note(int flags, long stream) {
    if ((flags & FIRST) != 0) {
      open.add(stream);
    }
    if ((flags & LAST) != 0) {
      open.remove(stream);
    }
  }

  private Verdict behind(long position) throws IOException {
    int left = (int) Math.min(in.size() - position, 4);
    if ("OggS".startsWith(in.text(position, left))) {
      return new Incomplete("the Ogg file ends in the middle of a page");
    }
    boolean zeros = in.endsInZeros(position, position + left, left);
    if (!open.isEmpty() && zeros) {
      return new Incomplete("the Ogg file has zeros from byte " + position + " on");
    }
    return new Unknown("something unknown follows the Ogg file");
  }

  private boolean isPage(long position) throws IOException {
    return in.size() - position >= 4 && in.text(position, 4).equals("OggS");
  }

  private long end(long page) throws IOException {
    int segments = in.u8(page + HEADER - 1);
    long end = page + HEADER + segments;
    for (int i = 0; i < segments; i++) {
      end += in.u8(page + HEADER + i);
    }
    return end;
  }
}
