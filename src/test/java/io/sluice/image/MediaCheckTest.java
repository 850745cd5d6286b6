package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaCheckTest {
  /** Of a DICOM, up to where its data set begins; until there it can be of any kind. */
  private static final int DICOM_HEAD = 200;

  @Test
  void wholeFilesPass() throws Exception {
    for (Map.Entry<String, byte[]> sample : SampleMedia.checked().entrySet()) {
      assertInstanceOf(
          Verdict.Complete.class,
          check(sample.getKey(), sample.getValue()),
          () -> sample.getKey() + " is held");
    }
    assertInstanceOf(Verdict.Unknown.class, check("clip.mkv", SampleMedia.resource("clip.mkv")));
  }

  @Test
  void noCutFileIsCalledWhole_andMostAreHeld() throws Exception {
    Map<String, String> passed = new TreeMap<>();
    for (Map.Entry<String, byte[]> sample : SampleMedia.checked().entrySet()) {
      byte[] whole = sample.getValue();
      int head = sample.getKey().endsWith(".dcm") ? DICOM_HEAD : 12;
      for (int length = head; length < whole.length - 1; length++) {
        Verdict verdict = check(sample.getKey(), Arrays.copyOf(whole, length));
        if (!(verdict instanceof Verdict.Incomplete)) {
          passed.merge(sample.getKey(), length + " " + verdict, (a, b) -> a + "; " + b);
        }
      }
    }
    // Between two elements a DICOM without its picture is a DICOM without a picture.
    passed.values().removeIf(words -> !words.contains("Complete") && words.split(";").length <= 2);
    assertEquals(Map.of(), passed);
  }

  @Test
  void fragmentsOfAVideo_areHeldUnlessCutBetweenThem() throws Exception {
    byte[] whole = SampleMedia.resource("fragments.mp4");
    assertInstanceOf(Verdict.Complete.class, check("a.mp4", whole));
    int unknown = 0;
    for (int length = 12; length < whole.length - 1; length++) {
      unknown += check("a.mp4", Arrays.copyOf(whole, length)) instanceof Verdict.Incomplete ? 0 : 1;
    }
    // At each of four boxes: between them, or within the eight bytes in front of the next one.
    assertTrue(unknown <= 32, "cut files that pass: " + unknown);
  }

  @Test
  void aFileMadeInFullLengthBeforehand_isHeld() throws Exception {
    byte[] movie = SampleMedia.resource("index-last.mp4");
    byte[] begun = Arrays.copyOf(Arrays.copyOf(movie, 40), movie.length);
    assertInstanceOf(Verdict.Incomplete.class, check("a.mp4", begun));
    assertInstanceOf(Verdict.Incomplete.class, check("a.mp4", new byte[4096]));
    assertInstanceOf(Verdict.Incomplete.class, check("a.mp4", new byte[0]));
  }

  @Test
  void whatIsNotKnown_isNotHeld() throws Exception {
    for (String begin : new String[] {"%PDF-1.7\n", "\u001F\u008B\b\0", "\0\0\0\u0001@\u0001"}) {
      byte[] head = begin.getBytes(StandardCharsets.ISO_8859_1);
      assertInstanceOf(Verdict.Unknown.class, check("a.pdf", Arrays.copyOf(head, 500)), begin);
    }
  }

  @Test
  void aDicomOfAnotherKind_isNotHeld() throws Exception {
    byte[] deflated = SampleMedia.dicom("1.2.840.10008.1.2.1.99", Bytes.littleEndian().data(300));
    assertInstanceOf(Verdict.Unknown.class, check("a.dcm", deflated));
    byte[] odd = SampleMedia.dicom("1.2.840.10008.1.2.1", Bytes.littleEndian().data(300));
    assertInstanceOf(Verdict.Unknown.class, check("a.dcm", odd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.mp4", "t.MOV", "t.m4v", "t.3gp", "t.avi", "t.dcm"})
  void textOrNoiseUnderTheNameOfAVideoOrAVolume_isHeld_withWhatWasFound(String name)
      throws Exception {
    for (String text : List.of("a line of text\n", "Hey free beer", "BM", "GIF", "RIFF", "x")) {
      assertInstanceOf(Verdict.Incomplete.class, check(name, latin(text)), text);
    }
    Verdict text = check(name, latin("a line\nof text, and so on".repeat(100)));
    assertTrue(text.toString().contains("starts with the text 'a line of text,', which is no "));
    byte[] noise = latin("\u00EF\u00BB\u00BF\u0007sdf" + "\u0099".repeat(500));
    assertTrue(check(name, noise).toString().contains("starts with the bytes ef bb bf 07 73"));
    assertInstanceOf(Verdict.Incomplete.class, check(name, new byte[500]));
  }

  @Test
  void textUnderTheNameOfATypeThatIsNotKnown_isNotHeld() throws Exception {
    for (String name : List.of("t.mkv", "t.mpg", "t.hevc", "t.wmv", "t.nii.gz", "t.pdf")) {
      assertInstanceOf(Verdict.Unknown.class, check(name, latin("a line of text\n")), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.mp4", "t.avi", "t.dcm"})
  void aWholeFileUnderAnotherName_isNotHeld(String name) throws Exception {
    for (Map.Entry<String, byte[]> sample : SampleMedia.checked().entrySet()) {
      assertInstanceOf(
          Verdict.Complete.class, check(name, sample.getValue()), () -> sample.getKey());
    }
    for (String other : List.of("clip.mkv", "tone.wav", "tone.ogg", "tone.flac")) {
      assertInstanceOf(Verdict.Unknown.class, check(name, SampleMedia.resource(other)), other);
    }
    byte[] packets = new byte[188 * 4];
    Arrays.fill(packets, (byte) 7);
    for (int at = 0; at < packets.length; at += 188) {
      packets[at] = 'G';
    }
    assertInstanceOf(Verdict.Unknown.class, check(name, packets));
    byte[] picture = Arrays.copyOf(latin("\u00FF\u00D8\u00FF\u00E0"), 900);
    assertInstanceOf(Verdict.Unknown.class, check(name, picture));
  }

  @Test
  void aVideoWithAnUnusualFirstBox_isNotHeld_unlessThatIsCut() throws Exception {
    byte[] whole = Bytes.bigEndian().u32(300).text("uuid").data(600).get();
    assertInstanceOf(Verdict.Unknown.class, check("a.mov", whole));
    assertInstanceOf(Verdict.Incomplete.class, check("a.mov", Arrays.copyOf(whole, 200)));
  }

  @Test
  void anOldDicomWithoutAPreamble_isNotHeld() throws Exception {
    Bytes explicit = Bytes.littleEndian().u16(0x8, 0x8).text("CS").u16(8).text("ORIGINAL");
    Bytes implicit = Bytes.littleEndian().u16(0x8, 0x8).u32(8).text("ORIGINAL");
    Bytes meta = Bytes.littleEndian().u16(2, 0).text("UL").u16(4).u32(90);
    Bytes version = Bytes.littleEndian().u16(2, 1).text("OB").u16(0).u32(2).u16(0x100);
    Bytes big = Bytes.bigEndian().u16(0x8, 0x8).text("CS").u16(8).text("ORIGINAL");
    for (Bytes begin : List.of(explicit, implicit, meta, version, big)) {
      assertInstanceOf(Verdict.Unknown.class, check("a.dcm", begin.data(300).get()));
    }
    Bytes cut = Bytes.littleEndian().u16(0x8, 0x8).u32(9_000).text("ORIGINAL");
    assertInstanceOf(Verdict.Incomplete.class, check("a.dcm", cut.data(300).get()));
    byte[] begun = Arrays.copyOf(latin("II*\0"), 100);
    assertInstanceOf(Verdict.Incomplete.class, check("a.dcm", begun), "half of a preamble");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Verdict check(String name, byte[] file) throws IOException {
    return MediaCheck.check(name, new MemoryChannel(file));
  }
}
