package io.sluice.image;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class StructureCheckTest {

  /** Their last byte only fills up or closes; some programs leave it out. */
  private static final Set<String> LAST_BYTE_TO_SPARE =
      Set.of("gif", "lossy webp", "lossless webp", "animated webp", "webp on its side");

  @TempDir Path folder;

  static Stream<Arguments> samples() throws IOException {
    return SampleImages.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isComplete_whenWhole(String name, byte[] image) throws IOException {
    assertEquals(new Complete(), check(image), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isIncomplete_whereverItIsCut(String name, byte[] image) throws IOException {
    int longest = image.length - (LAST_BYTE_TO_SPARE.contains(name) ? 2 : 1);
    IntStream twentyPlaces = IntStream.rangeClosed(0, 20).map(i -> i * (image.length / 20));
    IntStream everyPlaceOfTheHead = IntStream.range(0, 2048);
    int[] lengths =
        IntStream.concat(twentyPlaces, everyPlaceOfTheHead)
            .map(length -> Math.min(length, longest))
            .sorted()
            .distinct()
            .toArray();
    Path file = Files.write(folder.resolve("cut"), image);
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      for (int i = lengths.length - 1; i >= 0; i--) {
        channel.truncate(lengths[i]);
        String what = name + " cut to " + lengths[i];
        assertInstanceOf(Incomplete.class, StructureCheck.check(channel), what);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isNeverComplete_whenTheSecondHalfIsStillZeros(String name, byte[] image) throws IOException {
    byte[] half = Arrays.copyOf(Arrays.copyOf(image, image.length / 2), image.length);
    Verdict verdict = check(half);
    // Black pixels are zeros too, and so are even areas of a simple lossless WebP.
    if (Set.of("bmp", "tiff None", "tiff PackBits", "lossless webp").contains(name)) {
      assertTrue(!(verdict instanceof Complete), name + ": " + verdict);
    } else if (!name.startsWith("webp") && !name.contains("multi-page")) {
      assertInstanceOf(Incomplete.class, verdict, name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isNotHeldBack_whenSomethingFollows(String name, byte[] image) throws IOException {
    for (String tail : new String[] {"\0", "\0".repeat(5000), "\n", "made by a camera\r\n"}) {
      byte[] longer = Bytes.join(image, tail.getBytes(StandardCharsets.ISO_8859_1));
      Verdict verdict = check(longer);
      assertTrue(!(verdict instanceof Incomplete), name + ": " + verdict);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void answers_whateverBitsAreFlipped(String name, byte[] image) throws IOException {
    long seed = new Random().nextLong();
    System.out.println("bit flips of " + name + ": seed " + seed);
    Random random = new Random(seed);
    Path file = Files.write(folder.resolve("flipped"), image);
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      for (int i = 0; i < 300; i++) {
        byte[] flipped = image.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          int reach = random.nextBoolean() ? Math.min(200, image.length) : image.length;
          flipped[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        channel.write(ByteBuffer.wrap(flipped), 0);
        assertNotNull(StructureCheck.check(channel), "seed " + seed);
        assertNotNull(ImageSize.read(channel), "seed " + seed);
      }
    }
  }

  @Test
  void isIncomplete_whenTheFileIsNoImage() throws IOException {
    Map<String, byte[]> files =
        Map.of(
            "the file is empty", new byte[0],
            "the file starts with zeros, not with a known image signature", new byte[100_000],
            "the file starts with no known image signature",
                "BMW or Mini?".repeat(9).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertEquals(new Incomplete(file.getKey()), check(file.getValue()));
    }
  }

  @Test
  void isUnknown_whenTheFormatIsNotChecked() throws IOException {
    assertInstanceOf(Unknown.class, check(Bytes.bigEndian().u8(0xFF, 0x0A).data(500).get()));
    byte[] avif = CraftedImages.box("ftyp", "avif\0\0\0\0mif1".getBytes(StandardCharsets.UTF_8));
    assertInstanceOf(Unknown.class, check(avif));
  }

  @Test
  void leavesTheChannelsPositionAlone() throws IOException {
    try (FileChannel channel = open(SampleImages.jpeg())) {
      channel.position(17);
      assertEquals(new Complete(), StructureCheck.check(channel));
      assertEquals(17, channel.position());
    }
  }

  private Verdict check(byte[] content) throws IOException {
    try (FileChannel channel = open(content)) {
      return StructureCheck.check(channel);
    }
  }

  private FileChannel open(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("image"), content);
    return FileChannel.open(file);
  }
}
