package io.sluice.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How a TIFF lays out its numbers: a file, or the EXIF block inside another format.
 *
 * @param base position that all offsets count from
 * @param order of the bytes of a number
 * @param big whether this is BigTIFF, with offsets of eight bytes
 * @param firstDirectory offset of the first directory; 0 where there is none yet
 */
record TiffHeader(long base, ByteOrder order, boolean big, long firstDirectory) {

  /** Empty when there is no TIFF header at {@code base}. */
  static Optional<TiffHeader> read(BoundedReader in, long base) throws IOException {
    String mark = in.text(base, 2);
    if (!mark.equals("II") && !mark.equals("MM")) {
      return Optional.empty();
    }
    ByteOrder order = mark.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int version = in.u16(base + 2, order);
    if (version == 42) {
      return Optional.of(new TiffHeader(base, order, false, in.u32(base + 4, order)));
    } else if (version == 43) {
      return Optional.of(new TiffHeader(base, order, true, in.number(base + 8, 8, order)));
    }
    return Optional.empty();
  }

  /** Bytes of an offset, and of a value that an entry holds itself. */
  int offsetBytes() {
    return big ? 8 : 4;
  }
}
