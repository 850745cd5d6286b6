package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged sounds: there is always an answer, for a bounded number of reads. */
final class AudioFuzzTest {
  private static final int ROUNDS = 5_000;
  private static final int SWEEP_ROUNDS = 500_000;
  private static final long MOST_BYTES = 64L << 20;

  private static final List<String> SIGNATURES =
      List.of(
          "RIFF\u00FF\u00FF\0\0WAVE",
          "RIFF\u00FF\0\0\0WAVEfmt \u0010\0\0\0",
          "fLaC\0\0\0\"\u0010\0\u0010\0",
          "fLaC\u0080\0\0\"\u0010\0\u0010\0\0\0\0\0\0\0\n\u00C4@\u00F0\0\0\u0010\0",
          "OggS\0\u0002",
          "ID3\u0004\0\0\0\0\0\n",
          "\u00FF\u00FB\u0090\0",
          "\0\0\0\u0018ftypM4A \0\0\0\0");

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

  @Test
  void readsABoundedNumberOfTimes_whenEveryByteCouldBeginAFrame() throws Exception {
    byte[] flac = Arrays.copyOf(SampleMedia.resource("tone.flac"), 1 << 20);
    for (int at = 4_000; at + 1 < flac.length; at += 2) {
      flac[at] = (byte) 0xFF;
      flac[at + 1] = (byte) 0xF8;
    }
    look(flac);
    byte[] pages = new byte[1 << 20];
    byte[] page = "OggS\0\2".getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at + 27 <= pages.length; at += 27) {
      System.arraycopy(page, 0, pages, at, page.length);
    }
    look(pages);
  }

  private static void damage(int rounds) throws IOException {
    List<byte[]> samples = new ArrayList<>(SampleSounds.checked().values());
    new Mutations("damaged sounds").feed(rounds, samples, AudioFuzzTest::look);
  }

  private static void noise(int rounds) {
    Mutations mutations = new Mutations("noise behind signatures of sounds");
    for (int i = 0; i < rounds; i++) {
      String signature = SIGNATURES.get(mutations.random().nextInt(SIGNATURES.size()));
      byte[] head = signature.getBytes(StandardCharsets.ISO_8859_1);
      byte[] noise = mutations.noise(600);
      for (int at = 0; at < noise.length; at++) {
        noise[at] = mutations.random().nextInt(3) > 0 ? (byte) (at % 7) : noise[at];
      }
      mutations.feed(Bytes.join(head, noise), AudioFuzzTest::look);
    }
  }

  private static void look(byte[] file) throws IOException {
    MemoryChannel channel = new MemoryChannel(file);
    assertNotNull(AudioCheck.check(channel));
    assertTrue(channel.bytesRead() <= MOST_BYTES, "read " + channel.bytesRead());
  }
}
