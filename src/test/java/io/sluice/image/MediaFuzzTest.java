package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged videos and volumes: there is always an answer, for a bounded number of reads. */
final class MediaFuzzTest {
  private static final int ROUNDS = 10_000;
  private static final int SWEEP_ROUNDS = 1_000_000;
  private static final long MOST_BYTES = 64L << 20;

  private static final List<String> SIGNATURES =
      List.of(
          "\0\0\0\u0018ftypisom\0\0\0\0",
          "\0\0\0\u0008moov",
          "\0\0\u0001\0moov\0\0\0\u00F0trak",
          "RIFF\u00FF\u00FF\0\0AVI ",
          "\0".repeat(128) + "DICM",
          "\0".repeat(128) + "DICM\u0002\0\u0010\0UI\u0012\0001.2.840.10008.1.2\0");

  private static final List<String> NAMES = List.of("a.mp4", "a.avi", "a.dcm", "a.mkv");

  @Test
  void answers_howeverASampleIsDamaged() throws Exception {
    damage(ROUNDS);
  }

  @Test
  void answers_whateverIsBehindASignature() {
    noise(ROUNDS);
  }

  @Test
  @Tag("sweep")
  void answers_manyTimes() throws Exception {
    damage(SWEEP_ROUNDS);
    noise(SWEEP_ROUNDS);
  }

  private static void damage(int rounds) throws IOException {
    List<byte[]> samples = new ArrayList<>(SampleMedia.checked().values());
    samples.add(SampleMedia.resource("fragments.mp4"));
    new Mutations("damaged media").feed(rounds, samples, MediaFuzzTest::look);
  }

  private static void noise(int rounds) {
    Mutations mutations = new Mutations("noise behind media signatures");
    for (int i = 0; i < rounds; i++) {
      String signature = SIGNATURES.get(mutations.random().nextInt(SIGNATURES.size()));
      byte[] head = signature.getBytes(StandardCharsets.ISO_8859_1);
      byte[] noise = mutations.noise(600);
      for (int at = 0; at < noise.length; at++) {
        noise[at] = mutations.random().nextInt(3) > 0 ? (byte) (at % 7) : noise[at];
      }
      mutations.feed(Bytes.join(head, noise), MediaFuzzTest::look);
    }
  }

  private static void look(byte[] file) throws IOException {
    MemoryChannel channel = new MemoryChannel(file);
    assertNotNull(MediaCheck.check(NAMES.get(file.length % NAMES.size()), channel));
    assertTrue(channel.bytesRead() <= MOST_BYTES, "read " + channel.bytesRead());
  }
}
