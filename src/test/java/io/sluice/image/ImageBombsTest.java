package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Small files that would cost a decoder much: only their headers are read, and not often. */
class ImageBombsTest {
  private static final long TWO_PASSES_AND_A_WINDOW = 65_536;

  private static byte[] chunk(String type, byte[] content) {
    byte[] body = Bytes.bigEndian().text(type).bytes(content).get();
    CRC32 crc = new CRC32();
    crc.update(body);
    return Bytes.bigEndian().u32(content.length).bytes(body).u32(crc.getValue()).get();
  }

  private static byte[] png(byte[]... chunks) {
    Bytes file = Bytes.bigEndian().text("\u0089PNG\r\n\u001A\n");
    for (byte[] chunk : chunks) {
      file.bytes(chunk);
    }
    return file.bytes(chunk("IEND", new byte[0])).get();
  }

  private static byte[] header(int width, int height) {
    return chunk("IHDR", Bytes.bigEndian().u32(width, height).u8(16, 6, 0, 0, 0).get());
  }

  private static Verdict check(byte[] image) throws IOException {
    MemoryChannel channel = new MemoryChannel(image);
    Verdict verdict = StructureCheck.check(channel);
    assertTrue(channel.bytesRead() <= 2L * image.length + TWO_PASSES_AND_A_WINDOW);
    return verdict;
  }

  @Test
  void pngOfMuchArea_isOnlyMeasured() throws Exception {
    byte[] image = png(header(60_000, 60_000), chunk("IDAT", new byte[20]));
    assertInstanceOf(Complete.class, check(image));
    assertEquals(
        Optional.of(new ImageSize(60_000, 60_000)), ImageSize.read(new MemoryChannel(image)));
  }

  @Test
  void compressedText_isNotInflated() throws Exception {
    byte[] bomb = Bytes.bigEndian().text("k\0\0").u8(0x78, 0xDA).zeros(200_000).get();
    assertInstanceOf(
        Complete.class, check(png(header(1, 1), chunk("zTXt", bomb), chunk("IDAT", new byte[20]))));
  }

  @Test
  void jpegOf65000Segments_isWalkedOnce() throws Exception {
    byte[] jpeg = SampleImages.jpeg();
    Bytes file = Bytes.bigEndian().u8(0xFF, 0xD8);
    for (int i = 0; i < 65_000; i++) {
      file.u8(0xFF, 0xFE).u16(2);
    }
    byte[] image = Bytes.join(file.get(), java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
    assertInstanceOf(Complete.class, check(image));
  }

  @Test
  void tiffThatChasesItsTail_endsSomewhere() throws Exception {
    byte[] loop = Bytes.littleEndian().text("II*\0").u32(8).u16(0).u32(8).get();
    MemoryChannel channel = new MemoryChannel(loop);
    assertTrue(!(StructureCheck.check(channel) instanceof Complete));
    assertTrue(channel.bytesRead() < 1 << 20, "read " + channel.bytesRead());
    byte[] two = Bytes.littleEndian().text("II*\0").u32(8).u16(0).u32(14).u16(0).u32(8).get();
    assertTrue(!(check(two) instanceof Complete));
  }

  @Test
  void boxesThatClaimToBeHuge_areIncomplete() throws Exception {
    byte[] type = CraftedImages.box("ftyp", Bytes.bigEndian().text("heic").u32(0).get());
    byte[] huge = Bytes.bigEndian().bytes(type).u32(1).text("meta").u64(Long.MAX_VALUE).get();
    assertInstanceOf(Incomplete.class, check(huge));
    byte[] riff = Bytes.littleEndian().text("RIFF").u32(0xFFFFFFFFL).text("WEBP").get();
    assertInstanceOf(Incomplete.class, check(riff));
  }
}
