package io.sluice.image;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageSizeTest {

  private static final Optional<ImageSize> UPRIGHT =
      Optional.of(new ImageSize(SampleImages.WIDTH, SampleImages.HEIGHT));
  private static final Optional<ImageSize> TURNED =
      Optional.of(new ImageSize(SampleImages.HEIGHT, SampleImages.WIDTH));

  @TempDir Path folder;

  static Stream<Arguments> samples() throws IOException {
    return SampleImages.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void readsTheSizeThatAViewerShows(String name, byte[] image) throws IOException {
    assertEquals(UPRIGHT, read(image), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isEmptyOrRight_whereverTheFileIsCut(String name, byte[] image) throws IOException {
    Path file = Files.write(folder.resolve("cut"), image);
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      for (int length = Math.min(2048, image.length); length >= 0; length--) {
        channel.truncate(length);
        Optional<ImageSize> size = ImageSize.read(channel);
        boolean right = size.isEmpty() || size.equals(UPRIGHT) || size.equals(TURNED);
        // A HEIC's tile is all that is left when the index ends before the picture is named.
        assertTrue(right || name.startsWith("heic"), name + " cut to " + length + ": " + size);
      }
    }
  }

  @Test
  void swapsWidthAndHeight_whenExifLaysTheImageOnItsSide() throws IOException {
    byte[] jpeg = SampleImages.jpeg();
    byte[] exif = Bytes.bigEndian().text("Exif\0\0").bytes(CraftedImages.exif()).get();
    byte[] turned =
        Bytes.bigEndian()
            .u8(0xFF, 0xD8, 0xFF, 0xE1)
            .u16(exif.length + 2L)
            .bytes(exif)
            .bytes(Arrays.copyOfRange(jpeg, 2, jpeg.length))
            .get();
    assertEquals(TURNED, read(turned));

    byte[] png = SampleImages.png();
    byte[] chunk = CraftedImages.exif();
    byte[] turnedPng =
        Bytes.bigEndian()
            .bytes(Arrays.copyOf(png, 33))
            .u32(chunk.length)
            .text("eXIf")
            .bytes(chunk)
            .u32(0)
            .bytes(Arrays.copyOfRange(png, 33, png.length))
            .get();
    assertEquals(TURNED, read(turnedPng));
  }

  @Test
  void readsABitmapsHeight_whenItsRowsGoDown() throws IOException {
    byte[] bmp = SampleImages.bmp();
    Bytes down = Bytes.littleEndian().u32(-SampleImages.HEIGHT);
    System.arraycopy(down.get(), 0, bmp, 22, 4);
    assertEquals(UPRIGHT, read(bmp));
  }

  @Test
  void isEmpty_whenTheHeaderSaysZero() throws IOException {
    byte[] gif = SampleImages.gif();
    Arrays.fill(gif, 6, 10, (byte) 0);
    assertEquals(Optional.empty(), read(gif));
    assertEquals(Optional.empty(), read(new byte[0]));
    assertEquals(Optional.empty(), read(new byte[5000]));
  }

  @Test
  void refusesASizeThatNoImageHas() {
    assertThrows(IllegalArgumentException.class, () -> new ImageSize(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ImageSize(1, -1));
  }

  @Test
  void throws_whenThereIsNoFile() {
    assertThrows(IOException.class, () -> ImageSize.read(folder.resolve("missing.jpg")));
  }

  private Optional<ImageSize> read(byte[] content) throws IOException {
    return ImageSize.read(Files.write(folder.resolve("image"), content));
  }
}
