package io.sluice.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Width and height of an image as a viewer shows it: an orientation that lays the image on its side
 * is taken into account.
 *
 * @param width in pixels, positive
 * @param height in pixels, positive
 */
public record ImageSize(int width, int height) {

  /** Enough for a header of 30 MB in segments of any size; a few milliseconds. */
  private static final int MOST_READS = 500;

  /** Refuses sizes that no image has. */
  public ImageSize {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("size must be positive: " + width + " x " + height);
    }
  }

  /**
   * Reads the size from the header of an image file. A symbolic link is not followed.
   *
   * @return empty when the file is no image, or its header does not tell
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Optional<ImageSize> read(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return read(channel);
    }
  }

  /**
   * Reads the size from the header of an image file.
   *
   * @param channel open for reading; its position is neither used nor changed
   * @return empty when the file is no image, or its header does not tell
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Optional<ImageSize> read(FileChannel channel) throws IOException {
    BoundedReader in = new BoundedReader(channel, MOST_READS);
    try {
      Optional<ImageFormat> format = ImageFormat.ofSignature(in.head(ImageFormat.SIGNATURE_BYTES));
      return format.isPresent() ? read(in, format.get()) : Optional.empty();
    } catch (EOFException | BoundedReader.ReadLimitException e) {
      return Optional.empty();
    }
  }

  private static Optional<ImageSize> read(BoundedReader in, ImageFormat format) throws IOException {
    return switch (format) {
      case JPEG -> new JpegSize(in).read();
      case PNG -> RasterSize.png(in);
      case GIF -> RasterSize.gif(in);
      case BMP -> RasterSize.bmp(in);
      case TIFF -> RasterSize.tiff(in);
      case WEBP -> new WebpSize(in).read();
      case HEIC -> new HeicSize(in).read();
    };
  }

  /** Empty unless both numbers are possible ones. */
  static Optional<ImageSize> of(long width, long height) {
    return width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE
        ? Optional.of(new ImageSize((int) width, (int) height))
        : Optional.empty();
  }

  /** The same image lying on its side. */
  ImageSize turned() {
    return new ImageSize(/* width= */ height, /* height= */ width);
  }

  long pixels() {
    return (long) width * height;
  }
}
