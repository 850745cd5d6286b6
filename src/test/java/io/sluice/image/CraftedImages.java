package io.sluice.image;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of formats that the JDK cannot write: a true structure around made-up pixels. */
final class CraftedImages {

  private static final int WIDTH = SampleImages.WIDTH;
  private static final int HEIGHT = SampleImages.HEIGHT;

  private CraftedImages() {}

  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("lossy webp", webp(chunk("VP8 ", lossy())));
    all.put("lossless webp", webp(chunk("VP8L", lossless())));
    all.put("animated webp", animatedWebp());
    all.put("webp on its side", turnedWebp());
    all.put("BigTIFF, little endian", bigTiff(ByteOrder.LITTLE_ENDIAN));
    all.put("BigTIFF, big endian", bigTiff(ByteOrder.BIG_ENDIAN));
    all.put("heic", heic(false, 0));
    all.put("heic grid on its side", heic(true, 0));
    all.put("heic with open end", heic(false, -1));
    return all;
  }

  static byte[] webp(byte[] chunks) {
    return Bytes.littleEndian()
        .text("RIFF")
        .u32(4 + chunks.length)
        .text("WEBP")
        .bytes(chunks)
        .get();
  }

  static byte[] chunk(String type, byte[] content) {
    Bytes chunk = Bytes.littleEndian().text(type).u32(content.length).bytes(content);
    return content.length % 2 == 0 ? chunk.get() : chunk.u8(0).get();
  }

  static byte[] lossy() {
    return Bytes.littleEndian().u8(0x10, 2, 0, 0x9D, 1, 0x2A).u16(WIDTH, HEIGHT).data(700).get();
  }

  static byte[] lossless() {
    long bits = (WIDTH - 1) | ((HEIGHT - 1) << 14);
    return Bytes.littleEndian().u8(0x2F).u32(bits).data(600).get();
  }

  /** Big-endian EXIF with an orientation of 6 and nothing else. */
  static byte[] exif() {
    return Bytes.bigEndian().text("MM\0*").u32(8).u16(1, 0x0112, 3).u32(1).u16(6, 0).u32(0).get();
  }

  private static byte[] extended(int flags, int width, int height) {
    return chunk(
        "VP8X",
        Bytes.littleEndian()
            .u32(flags)
            .u8((width - 1) & 255, 0, 0, (height - 1) & 255, 0, 0)
            .get());
  }

  private static byte[] animatedWebp() {
    byte[] frame = Bytes.littleEndian().zeros(16).bytes(chunk("VP8 ", lossy())).get();
    return webp(
        Bytes.littleEndian()
            .bytes(extended(2, WIDTH, HEIGHT))
            .bytes(chunk("ANIM", new byte[6]))
            .bytes(chunk("ANMF", frame))
            .bytes(chunk("ANMF", frame))
            .get());
  }

  private static byte[] turnedWebp() {
    return webp(
        Bytes.littleEndian()
            .bytes(extended(8, /* width= */ HEIGHT, /* height= */ WIDTH))
            .bytes(chunk("VP8L", lossless()))
            .bytes(chunk("EXIF", exif()))
            .get());
  }

  /** Tiled, with the directory in front and the arrays behind it. */
  private static byte[] bigTiff(ByteOrder order) {
    int tiles = 4;
    int arrays = 16 + 8 + 6 * 20 + 8;
    int data = arrays + tiles * 16;
    Bytes file = new Bytes(order);
    file.text(order == ByteOrder.BIG_ENDIAN ? "MM" : "II").u16(43, 8, 0).u64(16, 6);
    file.u16(256, 4).u64(1).u32(WIDTH, 0);
    file.u16(257, 4).u64(1).u32(HEIGHT, 0);
    file.u16(259, 3).u64(1).u16(5, 0, 0, 0);
    file.u16(322, 3).u64(1).u16(64, 0, 0, 0);
    file.u16(324, 16).u64(tiles, arrays);
    file.u16(325, 16).u64(tiles, arrays + tiles * 8L);
    file.u64(0);
    for (int i = 0; i < tiles; i++) {
      file.u64(data + i * 500L);
    }
    for (int i = 0; i < tiles; i++) {
      file.u64(500);
    }
    return file.data(tiles * 500).get();
  }

  /**
   * A HEIC as phones write it: type, index, pixels.
   *
   * @param grid whether it is put together of tiles of 64 x 64 and lies on its side
   * @param lastSize size field of the last box: 0 for the true one, -1 for "to the end"
   */
  static byte[] heic(boolean grid, int lastSize) {
    byte[] type = box("ftyp", Bytes.bigEndian().text("heic").u32(0).text("mif1heic").get());
    int index = meta(grid, 0).length;
    byte[] meta = meta(grid, type.length + index + 8L);
    Bytes pixels = Bytes.bigEndian().u32(lastSize < 0 ? 0 : 1508).text("mdat").data(1500);
    return Bytes.bigEndian().bytes(type).bytes(meta).bytes(pixels.get()).get();
  }

  /**
   * A JPEG with an index (MPF) that names a second picture, which is the same one again.
   *
   * @param gap zero bytes between the two
   */
  static byte[] indexedJpeg(byte[] jpeg, int gap) {
    int index = 4 + 8 + 2 + 12 + 4 + 32;
    int base = 2 + 4 + 4;
    int second = 2 + 4 + index + jpeg.length - 2 + gap;
    Bytes file = Bytes.bigEndian().u8(0xFF, 0xD8, 0xFF, 0xE2).u16(2L + index).text("MPF\0");
    file.text("MM\0*").u32(8).u16(1, 0xB002, 7).u32(32, 26).u32(0);
    file.u32(0x030000, second - gap, 0).u16(0, 0);
    file.u32(0, jpeg.length, second - base).u16(0, 0);
    file.bytes(Arrays.copyOfRange(jpeg, 2, jpeg.length)).zeros(gap);
    return file.bytes(jpeg).get();
  }

  /** A TIFF as it was made before the present way of putting a JPEG into it. */
  static byte[] oldJpegTiff(byte[] jpeg) {
    int data = 8 + 2 + 5 * 12 + 4;
    Bytes tiff = Bytes.littleEndian().text("II*\0").u32(8).u16(5);
    tiff.u16(256, 4).u32(1, WIDTH).u16(257, 4).u32(1, HEIGHT).u16(259, 3).u32(1, 6);
    tiff.u16(513, 4).u32(1, data).u16(514, 4).u32(1, jpeg.length).u32(0);
    return tiff.bytes(jpeg).get();
  }

  static byte[] box(String type, byte[] content) {
    return Bytes.bigEndian().u32(8L + content.length).text(type).bytes(content).get();
  }

  private static byte[] meta(boolean grid, long dataAt) {
    byte[] primary = box("pitm", Bytes.bigEndian().u32(0).u16(3).get());
    Bytes places = Bytes.bigEndian().u32(0).u8(0x44, 0).u16(2);
    places.u16(1, 0, 1).u32(dataAt, 1000).u16(2, 0, 1).u32(dataAt + 1000, 500);
    Bytes properties = Bytes.bigEndian();
    properties.bytes(box("ispe", Bytes.bigEndian().u32(0, 64, 64).get()));
    properties.bytes(
        box(
            "ispe",
            Bytes.bigEndian().u32(0).u32(grid ? HEIGHT : WIDTH, grid ? WIDTH : HEIGHT).get()));
    properties.bytes(box("irot", new byte[] {(byte) (grid ? 1 : 0)}));
    // Item 3 is the picture; a set highest bit marks a property as essential.
    byte[] links = Bytes.bigEndian().u32(0, 2).u16(1).u8(1, 1).u16(3).u8(2, 2, 0x83).get();
    byte[] described =
        box(
            "iprp",
            Bytes.bigEndian().bytes(box("ipco", properties.get())).bytes(box("ipma", links)).get());
    return box(
        "meta",
        Bytes.bigEndian()
            .u32(0)
            .bytes(primary)
            .bytes(box("iloc", places.get()))
            .bytes(described)
            .get());
  }
}
