package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.util.Optional;

/** Reads the first chunk of a WebP, and looks for EXIF where that chunk says there is some. */
final class WebpSize {

  private static final int FIRST_CHUNK = 12;
  private static final int CONTENT = FIRST_CHUNK + 8;
  private static final int EXIF_FLAG = 0x08;

  private final BoundedReader in;

  WebpSize(BoundedReader in) {
    this.in = in;
  }

  Optional<ImageSize> read() throws IOException {
    return switch (in.text(FIRST_CHUNK, 4)) {
      case "VP8 " -> lossy();
      case "VP8L" -> lossless();
      case "VP8X" -> extended();
      default -> Optional.empty();
    };
  }

  private Optional<ImageSize> lossy() throws IOException {
    // The upper two bits are a scale that nobody uses.
    int width = in.u16(CONTENT + 6, LITTLE_ENDIAN) & 0x3FFF;
    int height = in.u16(CONTENT + 8, LITTLE_ENDIAN) & 0x3FFF;
    boolean keyFrame = in.text(CONTENT + 3, 3).equals("\u009D\u0001*");
    return keyFrame ? ImageSize.of(width, height) : Optional.empty();
  }

  private Optional<ImageSize> lossless() throws IOException {
    if (in.u8(CONTENT) != 0x2F) {
      return Optional.empty();
    }
    long bits = in.u32(CONTENT + 1, LITTLE_ENDIAN);
    return ImageSize.of((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
  }

  private Optional<ImageSize> extended() throws IOException {
    long width = in.number(CONTENT + 4, 3, LITTLE_ENDIAN) + 1;
    long height = in.number(CONTENT + 7, 3, LITTLE_ENDIAN) + 1;
    Optional<ImageSize> size = ImageSize.of(width, height);
    return (in.u8(CONTENT) & EXIF_FLAG) == 0 ? size : orient(size);
  }

  private Optional<ImageSize> orient(Optional<ImageSize> size) throws IOException {
    long position = FIRST_CHUNK;
    while (position + 8 <= in.size()) {
      if (in.text(position, 4).equals("EXIF")) {
        // Some programs put the prefix there that JPEG needs.
        boolean prefixed = position + 14 <= in.size() && in.text(position + 8, 4).equals("Exif");
        return Orientation.apply(in, position + (prefixed ? 14 : 8), size);
      }
      long length = in.u32(position + 4, LITTLE_ENDIAN);
      position += 8 + length + (length & 1);
    }
    return size;
  }
}
