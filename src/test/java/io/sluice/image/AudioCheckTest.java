package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AudioCheckTest {
  /** Where a WAV announces its length, and that of its sound. */
  private static final int RIFF_LENGTH = 4;

  private static final int DATA_LENGTH = 40;

  private static Verdict check(byte[] file) throws IOException {
    return AudioCheck.check(new MemoryChannel(file));
  }

  @Test
  void wholeSoundsPass() throws Exception {
    for (Map.Entry<String, byte[]> sample : SampleSounds.checked().entrySet()) {
      assertInstanceOf(
          Verdict.Complete.class, check(sample.getValue()), () -> sample.getKey() + " is held");
    }
  }

  @Test
  void noSoundThatIsCutAnywhere_isCalledWhole_andMostAreHeld() throws Exception {
    Map<String, Integer> unknown = new TreeMap<>();
    for (Map.Entry<String, byte[]> sample : SampleSounds.checked().entrySet()) {
      byte[] whole = sample.getValue();
      for (int length = 0; length < whole.length - 1; length++) {
        Verdict verdict = check(Arrays.copyOf(whole, length));
        String what = sample.getKey() + " cut at " + length;
        assertFalse(verdict instanceof Verdict.Complete, what);
        if (verdict instanceof Verdict.Unknown) {
          unknown.merge(sample.getKey(), 1, Integer::sum);
        }
      }
    }
    // Where an Ogg file has a page's end, and where an MP3 has not yet said how long it is.
    assertTrue(unknown.getOrDefault("tone.ogg", 0) <= 4, unknown::toString);
    assertTrue(unknown.getOrDefault("tone.mp3", 0) <= 40, unknown::toString);
    assertTrue(unknown.getOrDefault("tagged.mp3", 0) <= 40, unknown::toString);
    unknown.keySet().removeAll(java.util.Set.of("tone.ogg", "tone.mp3", "tagged.mp3"));
    assertTrue(unknown.values().stream().mapToInt(n -> n).sum() <= 8, unknown::toString);
  }

  @Test
  void aSoundMadeInFullLengthBeforehand_isNotCalledWhole() throws Exception {
    for (Map.Entry<String, byte[]> sample : SampleSounds.checked().entrySet()) {
      if (sample.getKey().endsWith(".mp3") || sample.getKey().equals("noted.wav")) {
        // An MP3 says how long it is, and nothing else; the other one is shorter than a hole.
        continue;
      }
      byte[] whole = sample.getValue();
      int from = sample.getKey().equals("tone.wav") ? 1_000 : whole.length / 2;
      byte[] begun = Arrays.copyOf(Arrays.copyOf(whole, from), Math.max(whole.length, 8_000));
      assertFalse(check(begun) instanceof Verdict.Complete, sample.getKey());
    }
    assertInstanceOf(Verdict.Incomplete.class, check(new byte[4096]));
    assertInstanceOf(Verdict.Incomplete.class, check(new byte[0]));
    byte[] tagAlone = Bytes.join(SampleSounds.tag(300), new byte[5_000]);
    assertInstanceOf(Verdict.Incomplete.class, check(tagAlone));
  }

  @Test
  void silence_isNotHeld() throws Exception {
    byte[] silent = Arrays.copyOf(SampleMedia.resource("tone.wav"), 20_000);
    Arrays.fill(silent, 1_000, 20_000, (byte) 0);
    putLength(silent, RIFF_LENGTH, silent.length - 8);
    putLength(silent, DATA_LENGTH, silent.length - 44);
    assertInstanceOf(Verdict.Unknown.class, check(silent));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 36})
  void aWavWhoseWriterHasNotSaidItsLengthYet_isHeld(int announced) throws Exception {
    byte[] begun = SampleMedia.resource("tone.wav");
    putLength(begun, RIFF_LENGTH, announced);
    putLength(begun, DATA_LENGTH, 0);
    assertInstanceOf(Verdict.Incomplete.class, check(begun));
  }

  @Test
  void aWavWithoutLength_asProgramsWriteIntoAPipe_isNotHeld() throws Exception {
    byte[] piped = SampleMedia.resource("tone.wav");
    putLength(piped, RIFF_LENGTH, -1);
    putLength(piped, DATA_LENGTH, -1);
    assertInstanceOf(Verdict.Unknown.class, check(piped));
  }

  @Test
  void aWavOfOddLength_isWhole_withTheByteThatFillsItUpOrWithout() throws Exception {
    byte[] odd = SampleSounds.wav(Bytes.littleEndian());
    putLength(odd, 36 + 4, 399);
    assertInstanceOf(Verdict.Complete.class, check(odd));
    assertInstanceOf(Verdict.Complete.class, check(Arrays.copyOf(odd, odd.length - 1)));
  }

  @Test
  void whatFollowsASound_doesNotHoldIt() throws Exception {
    byte[] tail = "TAG".concat(" ".repeat(125)).getBytes(StandardCharsets.US_ASCII);
    for (Map.Entry<String, byte[]> sample : SampleSounds.checked().entrySet()) {
      Verdict verdict = check(Bytes.join(sample.getValue(), tail));
      assertFalse(verdict instanceof Verdict.Incomplete, sample.getKey() + " " + verdict);
    }
  }

  @Test
  void aFlacWithoutLength_isNotHeld() throws Exception {
    byte[] flac = SampleMedia.resource("tone.flac");
    flac[21] &= (byte) 0xF0;
    Arrays.fill(flac, 22, 26, (byte) 0);
    assertInstanceOf(Verdict.Unknown.class, check(flac));
  }

  @Test
  void anOggOfABroadcast_withoutALastPage_isNotHeld() throws Exception {
    byte[] ogg = SampleMedia.resource("tone.ogg");
    int last = new String(ogg, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
    ogg[last + 5] &= ~4;
    assertInstanceOf(Verdict.Unknown.class, check(ogg));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64xxxxWAVE", "FORMxxxxAIFF", "#!AMR\n", "caffxxxx", "\u00FF\u00F1xx"})
  void whatIsToldAndNotChecked_isNotHeld(String begin) throws Exception {
    byte[] head = begin.getBytes(StandardCharsets.ISO_8859_1);
    assertInstanceOf(Verdict.Unknown.class, check(Arrays.copyOf(head, 500)), begin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello, this is a text", "<html>", "\u0089PNG\r\n\u001A\n", "RIFFxxxxWEBP"})
  void whatIsNoSound_isHeld(String begin) throws Exception {
    byte[] head = begin.getBytes(StandardCharsets.ISO_8859_1);
    Verdict verdict = check(Bytes.join(head, new byte[200]));
    assertEquals(
        new Verdict.Incomplete("the file starts with no known signature of a sound"), verdict);
  }

  private static void putLength(byte[] file, int at, int length) {
    for (int i = 0; i < 4; i++) {
      file[at + i] = (byte) (length >> (8 * i));
    }
  }
}
