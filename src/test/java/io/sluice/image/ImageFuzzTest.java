package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever the bytes are, the readers answer, and read no more than they may. */
@Execution(ExecutionMode.CONCURRENT)
class ImageFuzzTest {
  private static final int EVERY_OFFSET_BELOW = 1_000;
  private static final int STRIDE = 251;
  private static final int ROUNDS = 10_000;
  private static final int SWEEP_ROUNDS = 1_000_000;

  /** One read for each jump, one more pass for holes, and what a file of any size may cost. */
  private static final long MOST_BYTES = 64L << 20;

  private static final List<String> SIGNATURES =
      List.of(
          "\u00FF\u00D8\u00FF\u00E0",
          "\u00FF\u00D8\u00FF\u00E1\0@Exif\0\0II*\0",
          "\u0089PNG\r\n\u001A\n\0\0\0\rIHDR",
          "GIF89a",
          "BM",
          "II*\0",
          "MM\0*",
          "II+\0\u0008\0\0\0",
          "MM\0+\0\u0008\0\0",
          "RIFF\u00FF\u00FF\0\0WEBPVP8 ",
          "RIFF\u00FF\u00FF\0\0WEBPVP8X",
          "\0\0\0\u0018ftypheic",
          "\0\0\0\u0018ftypmif1");

  private static List<byte[]> samples() throws IOException {
    return List.copyOf(SampleImages.all().values());
  }

  @Test
  void answers_whereverASampleIsCut() throws Exception {
    cutEverywhere(STRIDE);
  }

  @Test
  void answers_howeverASampleIsDamaged() throws Exception {
    new Mutations("damaged images").feed(ROUNDS, samples(), ImageFuzzTest::look);
  }

  @Test
  void answers_whateverIsBehindASignature() {
    noiseBehindSignatures(ROUNDS);
  }

  @Test
  @Tag("sweep")
  void answers_whereverASampleIsCut_atEachByte() throws Exception {
    cutEverywhere(1);
  }

  @Test
  @Tag("sweep")
  void answers_howeverASampleIsDamaged_manyTimes() throws Exception {
    new Mutations("damaged images").feed(SWEEP_ROUNDS, samples(), ImageFuzzTest::look);
    noiseBehindSignatures(SWEEP_ROUNDS);
  }

  private static void cutEverywhere(int stride) throws IOException {
    Mutations mutations = new Mutations("cut images");
    for (Map.Entry<String, byte[]> sample : SampleImages.all().entrySet()) {
      byte[] bytes = sample.getValue();
      int length = 0;
      while (length < bytes.length) {
        mutations.feed(Arrays.copyOf(bytes, length), ImageFuzzTest::look);
        length += length < EVERY_OFFSET_BELOW ? 1 : stride;
      }
    }
  }

  private static void noiseBehindSignatures(int rounds) {
    Mutations mutations = new Mutations("noise behind signatures");
    Random random = mutations.random();
    for (int i = 0; i < rounds; i++) {
      String signature = SIGNATURES.get(random.nextInt(SIGNATURES.size()));
      byte[] head = signature.getBytes(StandardCharsets.ISO_8859_1);
      mutations.feed(Bytes.join(head, sparse(mutations)), ImageFuzzTest::look);
    }
  }

  /** Noise, but often small numbers, which lead further in. */
  private static byte[] sparse(Mutations mutations) {
    byte[] noise = mutations.noise(600);
    for (int i = 0; i < noise.length; i++) {
      if (mutations.random().nextInt(3) > 0) {
        noise[i] = (byte) mutations.random().nextInt(9);
      }
    }
    return noise;
  }

  private static void look(byte[] image) throws IOException {
    MemoryChannel channel = new MemoryChannel(image);
    assertNotNull(StructureCheck.check(channel));
    assertNotNull(ImageSize.read(channel));
    assertTrue(channel.bytesRead() <= MOST_BYTES, "read " + channel.bytesRead());
  }
}
