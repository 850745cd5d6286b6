package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import com.google.common.math.LongMath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One box of an ISO base media file (HEIC, MP4).
 *
 * @param type its four letters
 * @param body where its content starts
 * @param end where it ends, which may lie behind the end of what holds it
 */
record IsoBox(String type, long body, long end) {

  /** No file worth its name has more boxes on one level; only the first ones are looked at. */
  private static final int MOST_BOXES = 10_000;

  /** Boxes that a file can end in the middle of; other letters may be anything that follows. */
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "ftyp", "meta", "mdat", "moov", "moof", "mfra", "free", "skip", "wide", "uuid", "idat",
          "mpvd", "sefd", "udta", "styp", "sidx", "jumb");

  /** How a row of boxes ended. */
  enum Rest {
    /** With the last box, or in zeros that only fill up the space. */
    NOTHING,
    /** In bytes that are no box. */
    OTHER
  }

  /**
   * The boxes of one level.
   *
   * @param boxes those that lie wholly within it
   * @param cut a well-known box that runs over the end
   * @param rest what follows the boxes
   */
  record Walk(List<IsoBox> boxes, Optional<IsoBox> cut, Rest rest) {

    Optional<IsoBox> first(String type) {
      return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }
  }

  /** Lists the boxes from {@code start} to {@code limit}, without those inside them. */
  static Walk walk(BoundedReader in, long start, long limit) throws IOException {
    List<IsoBox> boxes = new ArrayList<>();
    long position = start;
    while (position < limit && boxes.size() < MOST_BOXES) {
      Optional<IsoBox> box = at(in, position, limit);
      if (box.isEmpty() || box.get().end() > limit) {
        Optional<IsoBox> cut = box.filter(b -> WELL_KNOWN.contains(b.type()));
        return new Walk(boxes, cut, rest(in, position, limit));
      }
      boxes.add(box.get());
      position = box.get().end();
    }
    return new Walk(boxes, Optional.empty(), position < limit ? Rest.OTHER : Rest.NOTHING);
  }

  /** Empty where there is no header of a box. */
  private static Optional<IsoBox> at(BoundedReader in, long position, long limit)
      throws IOException {
    if (limit - position < 8) {
      return Optional.empty();
    }
    long size = in.u32(position, BIG_ENDIAN);
    String type = in.text(position + 4, 4);
    long header = 8;
    if (size == 1 && limit - position >= 16) {
      size = in.number(position + 8, 8, BIG_ENDIAN);
      header = 16;
    } else if (size == 0 && !type.equals("\0\0\0\0")) {
      size = limit - position;
    }
    if (size < header) {
      return Optional.empty();
    }
    return Optional.of(new IsoBox(type, position + header, LongMath.saturatedAdd(position, size)));
  }

  private static Rest rest(BoundedReader in, long position, long limit) throws IOException {
    long look = Math.min(limit, position + 8);
    return in.endsInZeros(position, look, 8) ? Rest.NOTHING : Rest.OTHER;
  }
}
