package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MediaCheckTest {
  /** Of a DICOM, up to where its data set begins; until there it can be of any kind. */
  private static final int DICOM_HEAD = 200;

  @Test
  void wholeFilesPass() throws Exception {
    for (Map.Entry<String, byte[]> sample : SampleMedia.checked().entrySet()) {
      assertInstanceOf(
          Verdict.Complete.class, check(sample.getValue()), () -> sample.getKey() + " is held");
    }
    assertInstanceOf(Verdict.Unknown.class, check(SampleMedia.resource("clip.mkv")));
  }

  @Test
  void noCutFileIsCalledWhole_andMostAreHeld() throws Exception {
    Map<String, String> passed = new TreeMap<>();
    for (Map.Entry<String, byte[]> sample : SampleMedia.checked().entrySet()) {
      byte[] whole = sample.getValue();
      int head = sample.getKey().endsWith(".dcm") ? DICOM_HEAD : 12;
      for (int length = head; length < whole.length - 1; length++) {
        Verdict verdict = check(Arrays.copyOf(whole, length));
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
    assertInstanceOf(Verdict.Complete.class, check(whole));
    int unknown = 0;
    for (int length = 12; length < whole.length - 1; length++) {
      unknown += check(Arrays.copyOf(whole, length)) instanceof Verdict.Incomplete ? 0 : 1;
    }
    // At each of four boxes: between them, or within the eight bytes in front of the next one.
    assertTrue(unknown <= 32, "cut files that pass: " + unknown);
  }

  @Test
  void aFileMadeInFullLengthBeforehand_isHeld() throws Exception {
    byte[] movie = SampleMedia.resource("index-last.mp4");
    byte[] begun = Arrays.copyOf(Arrays.copyOf(movie, 40), movie.length);
    assertInstanceOf(Verdict.Incomplete.class, check(begun));
    assertInstanceOf(Verdict.Incomplete.class, check(new byte[4096]));
    assertInstanceOf(Verdict.Incomplete.class, check(new byte[0]));
  }

  @Test
  void whatIsNotKnown_isNotHeld() throws Exception {
    for (String begin : new String[] {"%PDF-1.7\n", "\u001F\u008B\b\0", "\0\0\0\u0001@\u0001"}) {
      byte[] head = begin.getBytes(StandardCharsets.ISO_8859_1);
      assertInstanceOf(Verdict.Unknown.class, check(Arrays.copyOf(head, 500)), begin);
    }
  }

  @Test
  void aDicomOfAnotherKind_isNotHeld() throws Exception {
    byte[] deflated = SampleMedia.dicom("1.2.840.10008.1.2.1.99", Bytes.littleEndian().data(300));
    assertInstanceOf(Verdict.Unknown.class, check(deflated));
    byte[] odd = SampleMedia.dicom("1.2.840.10008.1.2.1", Bytes.littleEndian().data(300));
    assertInstanceOf(Verdict.Unknown.class, check(odd));
  }

  private static Verdict check(byte[] file) throws IOException {
    return MediaCheck.check(new MemoryChannel(file));
  }
}
