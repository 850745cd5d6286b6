package io.sluice.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** Tells by an EXIF block whether a viewer lays the stored picture on its side. */
final class Orientation {

  /** Orientations 5 to 8 swap width and height. */
  private static final int FIRST_TURNED = 5;

  private static final int LAST_TURNED = 8;

  private Orientation() {}

  /** Damaged EXIF counts as no EXIF: {@code size} comes back as it is. */
  static Optional<ImageSize> apply(BoundedReader in, long exif, Optional<ImageSize> size)
      throws IOException {
    return size.isPresent() && isTurned(in, exif) ? size.map(ImageSize::turned) : size;
  }

  private static boolean isTurned(BoundedReader in, long exif) throws IOException {
    try {
      Optional<TiffHeader> header = TiffHeader.read(in, exif);
      if (header.isEmpty()) {
        return false;
      }
      TiffDirectory first = TiffDirectory.read(in, header.get(), header.get().firstDirectory());
      long orientation = first.value(in, header.get(), TiffDirectory.ORIENTATION, 1);
      return orientation >= FIRST_TURNED && orientation <= LAST_TURNED;
    } catch (EOFException | BoundedReader.ReadLimitException e) {
      return false;
    }
  }
}
