package io.sluice.endtoend;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small whole images, each with content of its own. */
public final class ImageFiles {
  private static final byte[] PNG = encoded("png");
  private static final byte[] JPEG = encoded("jpg");
  private static final int PNG_END_BYTES = 12;

  private ImageFiles() {}

  private static byte[] encoded(String format) {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, 0xffcc00);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A PNG with {@code text} in a comment; the same text gives the same bytes. */
  public static byte[] png(String text) {
    byte[] body = ("tEXtComment\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(body);
    int end = PNG.length - PNG_END_BYTES;
    return ByteBuffer.allocate(PNG.length + body.length + 8)
        .put(PNG, 0, end)
        .putInt(body.length - 4)
        .put(body)
        .putInt((int) crc.getValue())
        .put(PNG, end, PNG_END_BYTES)
        .array();
  }

  /** A PNG of at least {@code bytes} bytes. */
  public static byte[] png(String text, int bytes) {
    return png(text + "x".repeat(bytes));
  }

  /** A JPEG with {@code text} in a comment. */
  static byte[] jpeg(String text) {
    byte[] comment = text.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(JPEG.length + comment.length + 4)
        .put(JPEG, 0, 2)
        .putShort((short) 0xfffe)
        .putShort((short) (comment.length + 2))
        .put(comment)
        .put(JPEG, 2, JPEG.length - 2)
        .array();
  }

  /** The first half of an image. */
  static byte[] cut(byte[] image) {
    return Arrays.copyOf(image, image.length / 2);
  }
}
