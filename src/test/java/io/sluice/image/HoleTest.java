package io.sluice.image;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that have their length and both their ends, but a part in between still reads as zeros. */
class HoleTest {
  private static final int HOLE = 8192;

  private static final Set<LargeImages> TOLD_BY_THE_CODE =
      Set.of(LargeImages.BASELINE_JPEG, LargeImages.PNG, LargeImages.GIF);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void isComplete_whenThereIsNone(LargeImages image) throws IOException {
    assertEquals(new Complete(), check(image.create(7)));
  }

  @ParameterizedTest
  @EnumSource
  void isNeverComplete_whereverTheHoleIs(LargeImages image) throws IOException {
    byte[] bytes = image.create(7);
    Path file = Files.write(folder.resolve("holed"), bytes);
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      for (int start = 0; start + HOLE < bytes.length; start += 5000) {
        channel.write(ByteBuffer.allocate(HOLE), start);
        Verdict verdict = StructureCheck.check(channel);
        channel.write(ByteBuffer.wrap(bytes, start, HOLE), start);
        String what = image + ", zeros from " + start + ": " + verdict;
        assertFalse(verdict instanceof Complete, what);
        if (TOLD_BY_THE_CODE.contains(image)) {
          assertInstanceOf(Incomplete.class, verdict, what);
        }
      }
    }
  }

  @Test
  void isNotHeldBack_whenAPlainAreaIsCodedAsZeros() throws IOException {
    Verdict verdict = check(plainJpeg());
    assertInstanceOf(Unknown.class, verdict, "no zeros in it, so this test tests nothing");
  }

  @Test
  void isNotHeldBack_whenOnlyANoteInAPngHasAWrongChecksum() throws IOException {
    byte[] wrong = pngWithNote("written by hand".getBytes(StandardCharsets.UTF_8));
    assertInstanceOf(Unknown.class, check(wrong));
    assertInstanceOf(Incomplete.class, check(pngWithNote(new byte[2000])));
  }

  @Test
  void isNotHeldBack_whenAJpegsIndexNamesAPictureThatWasTakenAway() throws IOException {
    byte[] jpeg = SampleImages.jpeg();
    byte[] both = CraftedImages.indexedJpeg(jpeg, 0);
    assertEquals(new Complete(), check(both));
    byte[] first = Arrays.copyOf(both, both.length - jpeg.length);
    assertInstanceOf(Unknown.class, check(first));
    byte[] oneAndAHalf = Arrays.copyOf(both, both.length - jpeg.length / 2);
    assertInstanceOf(Incomplete.class, check(oneAndAHalf));
  }

  @Test
  void isHeldBack_whenAnAnimatedGifEndsBetweenFrames() throws IOException {
    byte[] gif = SampleImages.all().get("animated gif");
    byte[] open = Arrays.copyOf(gif, gif.length - 1);
    assertInstanceOf(Incomplete.class, check(open));
  }

  /** One color, and codes chosen for it: the shortest one, a zero, for everything. */
  private static byte[] plainJpeg() throws IOException {
    BufferedImage image = new BufferedImage(3000, 3000, BufferedImage.TYPE_BYTE_GRAY);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      param.setOptimizeHuffmanTables(true);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] pngWithNote(byte[] note) throws IOException {
    byte[] png = SampleImages.png();
    CRC32 other = new CRC32();
    other.update(note);
    Bytes file = Bytes.bigEndian().bytes(Arrays.copyOf(png, 33));
    file.u32(note.length).text("tEXt").bytes(note).u32(other.getValue());
    return file.bytes(Arrays.copyOfRange(png, 33, png.length)).get();
  }

  private Verdict check(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("image"), content);
    try (FileChannel channel = FileChannel.open(file)) {
      return StructureCheck.check(channel);
    }
  }
}
