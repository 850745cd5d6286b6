package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.util.Optional;

/** Reads the size where it stands at a fixed place or near one: PNG, GIF, BMP and TIFF. */
final class RasterSize {

  /** Chunks in front of a PNG's pixels; a picture has about ten. */
  private static final int MOST_CHUNKS = 200;

  private RasterSize() {}

  static Optional<ImageSize> png(BoundedReader in) throws IOException {
    Optional<ImageSize> size = Optional.empty();
    long position = 8;
    for (int i = 0; i < MOST_CHUNKS && position + 12 <= in.size(); i++) {
      long length = in.u32(position, BIG_ENDIAN);
      String type = in.text(position + 4, 4);
      if (type.equals("IHDR")) {
        size = ImageSize.of(in.u32(position + 8, BIG_ENDIAN), in.u32(position + 12, BIG_ENDIAN));
      } else if (type.equals("eXIf")) {
        return Orientation.apply(in, position + 8, size);
      } else if (type.equals("IDAT")) {
        return size;
      }
      position += 12 + length;
    }
    return size;
  }

  static Optional<ImageSize> gif(BoundedReader in) throws IOException {
    return ImageSize.of(in.u16(6, LITTLE_ENDIAN), in.u16(8, LITTLE_ENDIAN));
  }

  static Optional<ImageSize> bmp(BoundedReader in) throws IOException {
    BmpHeader header = BmpHeader.read(in);
    return ImageSize.of(header.width(), header.height());
  }

  static Optional<ImageSize> tiff(BoundedReader in) throws IOException {
    Optional<TiffHeader> header = TiffHeader.read(in, 0);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    TiffHeader tiff = header.get();
    TiffDirectory first = TiffDirectory.read(in, tiff, tiff.firstDirectory());
    long width = first.value(in, tiff, TiffDirectory.WIDTH, 0);
    long height = first.value(in, tiff, TiffDirectory.HEIGHT, 0);
    return Orientation.apply(in, 0, ImageSize.of(width, height));
  }
}
