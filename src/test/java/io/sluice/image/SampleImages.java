package io.sluice.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Whole images of every format, 120 x 90 as a viewer shows them. */
final class SampleImages {

  static final int WIDTH = 120;
  static final int HEIGHT = 90;

  private SampleImages() {}

  /** Returns the images by a name that says what is special. */
  static Map<String, byte[]> all() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("baseline jpeg", write("jpg", param -> {}));
    all.put(
        "progressive jpeg",
        write("jpg", param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)));
    all.put("png", write("png", param -> {}));
    all.put("gif", write("gif", param -> {}));
    all.put("bmp", write("bmp", param -> {}));
    all.put("animated gif", sequence("gif"));
    for (String compression : new String[] {"None", "LZW", "JPEG", "Deflate", "PackBits"}) {
      all.put("tiff " + compression, tiff(compression, false));
    }
    all.put("tiled tiff", tiff("LZW", true));
    all.put("multi-page tiff", sequence("tiff"));
    all.putAll(CraftedImages.all());
    return all;
  }

  static byte[] jpeg() throws IOException {
    return write("jpg", param -> {});
  }

  static byte[] png() throws IOException {
    return write("png", param -> {});
  }

  static byte[] bmp() throws IOException {
    return write("bmp", param -> {});
  }

  static byte[] gif() throws IOException {
    return write("gif", param -> {});
  }

  static byte[] tiff(String compression, boolean tiled) throws IOException {
    return write(
        "tiff",
        param -> {
          if (compression.equals("None")) {
            param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
          } else {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
          }
          if (tiled) {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(48, 32, 0, 0);
          }
        });
  }

  private interface Settings {
    void apply(ImageWriteParam param);
  }

  private static byte[] write(String format, Settings settings) throws IOException {
    ImageWriter writer = writer(format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.apply(param);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture(1), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] sequence(String format) throws IOException {
    ImageWriter writer = writer(format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 3; i++) {
        writer.writeToSequence(new IIOImage(picture(i), null, null), writer.getDefaultWriteParam());
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriter writer(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    return writers.next();
  }

  private static BufferedImage picture(int seed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      g.setColor(
          new Color(50 + random.nextInt(200), 50 + random.nextInt(200), 50 + random.nextInt(200)));
      g.fillOval(random.nextInt(WIDTH) - 10, random.nextInt(HEIGHT) - 10, 20, 20);
    }
    g.dispose();
    return image;
  }
}
