package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Tries;
import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole files that are not quite as the book says, and hostile ones. */
class OddImagesTest {

  @TempDir Path folder;

  @Test
  void isIncomplete_whenTheOnlyEndMarkerIsTheThumbnails() throws IOException {
    byte[] jpeg = SampleImages.jpeg();
    byte[] thumbnail = SampleImages.jpeg();
    byte[] withThumbnail =
        Bytes.bigEndian()
            .u8(0xFF, 0xD8, 0xFF, 0xE1)
            .u16(thumbnail.length + 2L)
            .bytes(thumbnail)
            .bytes(Arrays.copyOfRange(jpeg, 2, jpeg.length))
            .get();
    assertEquals(new Complete(), check(withThumbnail));
    assertInstanceOf(
        Incomplete.class, check(Arrays.copyOf(withThumbnail, withThumbnail.length - 200)));
  }

  @Test
  void wantsAllOfASecondPictureOrVideo_behindAJpeg() throws IOException {
    byte[] jpeg = SampleImages.jpeg();
    byte[] two = Bytes.join(jpeg, jpeg);
    assertEquals(new Complete(), check(two));
    assertInstanceOf(Incomplete.class, check(Arrays.copyOf(two, two.length - 9)));

    byte[] video =
        Bytes.bigEndian()
            .bytes(CraftedImages.box("ftyp", "mp42\0\0\0\0isom".getBytes(StandardCharsets.UTF_8)))
            .bytes(CraftedImages.box("mdat", Bytes.bigEndian().data(900).get()))
            .get();
    byte[] motion = Bytes.join(jpeg, video);
    assertEquals(new Complete(), check(motion));
    assertInstanceOf(Incomplete.class, check(Arrays.copyOf(motion, motion.length - 9)));
    assertEquals(new Complete(), check(Bytes.join(motion, Bytes.bigEndian().data(99).get())));
  }

  @Test
  void toleratesGarbageAndFillBytes_betweenJpegSegments() throws IOException {
    byte[] jpeg = SampleImages.jpeg();
    byte[] odd =
        Bytes.bigEndian()
            .u8(0xFF, 0xD8, 0xFF, 0xFF, 0xFF, 0xFE)
            .u16(4)
            .u8(1, 2)
            .data(20)
            .bytes(Arrays.copyOfRange(jpeg, 2, jpeg.length))
            .get();
    assertEquals(new Complete(), check(odd));
  }

  @Test
  void isNotHeldBack_whateverABmpsSizeFieldSays() throws IOException {
    for (int size : new int[] {0, 1, 54, 100}) {
      byte[] bmp = SampleImages.bmp();
      bmp[2] = (byte) size;
      bmp[3] = 0;
      bmp[4] = 0;
      assertEquals(new Complete(), check(bmp), "size field " + size);
      assertInstanceOf(Incomplete.class, check(Arrays.copyOf(bmp, bmp.length - 500)));
    }
    byte[] tooLarge = SampleImages.bmp();
    tooLarge[5] = 1;
    assertInstanceOf(Unknown.class, check(tooLarge));
  }

  @Test
  void isNotHeldBack_whenATiffsLastStripTellsTheFullLength() throws IOException {
    byte[] tiff = stripTiff(10, 4, 40);
    assertEquals(new Complete(), check(tiff));
    assertInstanceOf(Incomplete.class, check(Arrays.copyOf(tiff, tiff.length - 1)));
  }

  @Test
  void isUnknown_whenATiffsDirectoriesFormALoop() throws IOException {
    byte[] tiff = stripTiff(10, 5, 50);
    int next = 8 + 2 + 7 * 12;
    tiff[next] = 8;
    assertInstanceOf(Unknown.class, check(tiff));
  }

  @Test
  void isNotHeldBack_whenAnOldJpegTiffTellsAWrongLength() throws IOException {
    Bytes tiff = Bytes.littleEndian().text("II*\0").u32(8).u16(3);
    tiff.u16(259, 3).u32(1, 6).u16(513, 4).u32(1, 60).u16(514, 4).u32(1, 90_000);
    tiff.u32(0).data(500);
    assertInstanceOf(Unknown.class, check(tiff.get()));
  }

  @Test
  void isNotHeldBack_whenAGifHasTerminatorsToSpare() throws IOException {
    byte[] gif = SampleImages.gif();
    byte[] odd = Arrays.copyOf(gif, gif.length + 3);
    odd[gif.length - 1] = 0;
    odd[odd.length - 1] = 0x3B;
    assertEquals(new Complete(), check(odd));
  }

  @Test
  void isIncomplete_whenHeicPixelsAreNotThereYet() throws IOException {
    byte[] heic = CraftedImages.heic(false, -1);
    assertInstanceOf(Incomplete.class, check(Arrays.copyOf(heic, heic.length - 1)));
    byte[] noIndex = Bytes.join(Arrays.copyOf(heic, 24), CraftedImages.box("mdat", new byte[90]));
    assertInstanceOf(Incomplete.class, check(noIndex));
  }

  @Test
  void answersSoon_whenAHeaderIsHostile() throws Exception {
    byte[][] bombs = {
      pngBomb(), manySegments(), directoryLoop(), heicWithEndlessItems(), overlappingDirectories()
    };
    for (byte[] bomb : bombs) {
      Tries.oneOfThree(() -> answersSoon(bomb));
    }
  }

  private void answersSoon(byte[] bomb) throws IOException {
    try (FileChannel channel = open(bomb)) {
      long start = System.nanoTime();
      StructureCheck.check(channel);
      ImageSize.read(channel);
      long millis = (System.nanoTime() - start) / 1_000_000;
      // Far more than it takes, since other work may run on this machine.
      assertTrue(millis < 5000, bomb.length + " bytes took " + millis + " ms");
    }
  }

  @Test
  void readsTheSizeOfABomb_withoutMakingRoomForIt() throws IOException {
    try (FileChannel channel = open(pngBomb())) {
      assertEquals(
          new ImageSize(Integer.MAX_VALUE, Integer.MAX_VALUE), ImageSize.read(channel).get());
    }
  }

  /** Uncompressed, 10 pixels wide, two strips of five rows that both tell {@code length}. */
  private static byte[] stripTiff(int width, int rowsInLast, int length) {
    Bytes tiff = Bytes.littleEndian().text("II*\0").u32(8).u16(7);
    int arrays = 8 + 2 + 7 * 12 + 4;
    tiff.u16(256, 4).u32(1, width).u16(257, 4).u32(1, 5 + rowsInLast);
    tiff.u16(258, 4).u32(1, 8).u16(259, 4).u32(1, 1);
    tiff.u16(273, 4).u32(2, arrays).u16(278, 4).u32(1, 5);
    tiff.u16(279, 4).u32(2, arrays + 8).u32(0);
    tiff.u32(arrays + 16, arrays + 16 + 50).u32(50, length == 40 ? 50 : length);
    return tiff.data(50 + width * rowsInLast).get();
  }

  private static byte[] pngBomb() {
    return Bytes.bigEndian()
        .text("\u0089PNG\r\n\u001A\n")
        .u32(13)
        .text("IHDR")
        .u32(Integer.MAX_VALUE, Integer.MAX_VALUE)
        .u8(8, 6, 0, 0, 0)
        .u32(0)
        .u32(Integer.MAX_VALUE)
        .text("IDAT")
        .data(33)
        .get();
  }

  private static byte[] manySegments() {
    Bytes jpeg = Bytes.bigEndian().u8(0xFF, 0xD8);
    for (int i = 0; i < 65_536; i++) {
      jpeg.u8(0xFF, 0xE1).u16(2);
    }
    return jpeg.get();
  }

  private static byte[] directoryLoop() {
    return Bytes.littleEndian().text("II*\0").u32(8).u16(1, 330, 4).u32(1, 8, 8).get();
  }

  private static byte[] overlappingDirectories() {
    Bytes tiff = Bytes.littleEndian().text("II*\0").u32(8);
    for (int i = 0; i < 16_000; i++) {
      tiff.u16(5000, 330 + i % 3);
    }
    return tiff.get();
  }

  private static byte[] heicWithEndlessItems() {
    Bytes places = Bytes.bigEndian().u8(2, 0, 0, 0, 0, 0).u32(0xFFFFFFFFL);
    for (int i = 0; i < 10_000; i++) {
      places.u32(i).u16(0, 0, 0xFFFF);
    }
    byte[] meta =
        CraftedImages.box(
            "meta", Bytes.bigEndian().u32(0).bytes(CraftedImages.box("iloc", places.get())).get());
    byte[] type = CraftedImages.box("ftyp", "heic\0\0\0\0mif1".getBytes(StandardCharsets.UTF_8));
    return Bytes.join(type, meta);
  }

  private Verdict check(byte[] content) throws IOException {
    try (FileChannel channel = open(content)) {
      return StructureCheck.check(channel);
    }
  }

  private FileChannel open(byte[] content) throws IOException {
    return FileChannel.open(Files.write(folder.resolve("image"), content));
  }
}
