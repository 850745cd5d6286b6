package io.sluice.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Whole images of all formats, noise of 100 to 300 KB, so that they can be written in pieces. */
public enum LargeImages {
  BASELINE_JPEG("jpg", null, false),
  PROGRESSIVE_JPEG("jpg", null, true),
  PNG("png", null, false),
  GIF("gif", null, false),
  BMP("bmp", null, false),
  PLAIN_TIFF("tif", "", false),
  LZW_TIFF("tif", "LZW", false),
  WEBP("webp", null, false),
  HEIC("heic", null, false);

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int CODED_BYTES = 150_000;

  private final String extension;
  private final String compression;
  private final boolean progressive;

  LargeImages(String extension, String compression, boolean progressive) {
    this.extension = extension;
    this.compression = compression;
    this.progressive = progressive;
  }

  /** Returns the extension of its format. */
  public String extension() {
    return extension;
  }

  /** Returns an image; the same seed gives the same bytes. */
  public byte[] create(long seed) throws IOException {
    return switch (this) {
      case WEBP -> webp(coded(seed));
      case HEIC -> heic(coded(seed));
      default -> encoded(noise(seed));
    };
  }

  private byte[] encoded(BufferedImage image) throws IOException {
    String format = extension.equals("tif") ? "tiff" : extension;
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      if (compression != null && !compression.isEmpty()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage noise(long seed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static byte[] coded(long seed) {
    byte[] coded = new byte[CODED_BYTES];
    new Random(seed).nextBytes(coded);
    return coded;
  }

  /** A true structure around made-up pixels, as is the HEIC. */
  private static byte[] webp(byte[] coded) {
    ByteBuffer file = ByteBuffer.allocate(30 + coded.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(22 + coded.length).put(ascii("WEBPVP8 "));
    file.putInt(10 + coded.length).put(new byte[] {0x10, 2, 0, (byte) 0x9D, 1, 0x2A});
    return file.putShort((short) WIDTH).putShort((short) HEIGHT).put(coded).array();
  }

  private static byte[] heic(byte[] coded) {
    int type = 20;
    int places = 8 + 4 + 2 + 2 + 14;
    int index = 8 + 4 + places;
    ByteBuffer file = ByteBuffer.allocate(type + index + 8 + coded.length);
    file.putInt(type).put(ascii("ftypheic")).putInt(0).put(ascii("mif1"));
    file.putInt(index).put(ascii("meta")).putInt(0);
    file.putInt(places).put(ascii("iloc")).putInt(0).putShort((short) 0x4400);
    file.putShort((short) 1).putShort((short) 1).putShort((short) 0).putShort((short) 1);
    file.putInt(type + index + 8).putInt(coded.length);
    return file.putInt(8 + coded.length).put(ascii("mdat")).put(coded).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
