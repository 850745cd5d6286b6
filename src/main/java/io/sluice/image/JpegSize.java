package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.util.Optional;

/** Finds the frame header of a JPEG, and the EXIF block in front of it. */
final class JpegSize {

  private static final int APP1 = 0xE1;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private final BoundedReader in;

  JpegSize(BoundedReader in) {
    this.in = in;
  }

  Optional<ImageSize> read() throws IOException {
    long position = 2;
    long exif = -1;
    while (true) {
      position = in.find(0xFF, position) + 1;
      int code = in.u8(position);
      if (code == END_OF_IMAGE || code == START_OF_SCAN) {
        return Optional.empty();
      } else if (code == 0xFF || code < 0xC0 || (code >= 0xD0 && code <= 0xD8)) {
        continue;
      }
      long content = position + 3;
      if (isFrame(code)) {
        int height = in.u16(content + 1, BIG_ENDIAN);
        int width = in.u16(content + 3, BIG_ENDIAN);
        Optional<ImageSize> size = ImageSize.of(width, height);
        return exif < 0 ? size : Orientation.apply(in, exif, size);
      }
      int length = in.u16(position + 1, BIG_ENDIAN);
      if (code == APP1 && exif < 0 && length >= 16 && in.text(content, 6).equals("Exif\0\0")) {
        exif = content + 6;
      }
      position += length < 2 ? 1 : 1 + length;
    }
  }

  /** Frames are C0 to CF but for the tables DHT and DAC and the reserved JPG; F7 is JPEG-LS. */
  private static boolean isFrame(int code) {
    return (code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC)
        || code == 0xF7;
  }
}
