package io.sluice.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What could forge a line, move the cursor or turn the text around. */
class DisplayTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0a|\\n",
        "0d|\\r",
        "09|\\t",
        "00|\\x00",
        "1b5b33316d|\\x1b[31m",
        "1b5d303b|\\x1b]0;",
        "07|\\x07",
        "08|\\x08",
        "7f|\\x7f",
        "c285|\\x85",
        "c29b33316d|\\x9b31m",
        "e280a8|\\u2028",
        "e280a9|\\u2029",
        "e280ae|\\u202e",
        "e281a6|\\u2066",
        "e2808f|\\u200f",
        "e2808b|\\u200b",
        "efbbbf|\\ufeff",
        "ff|\\xff",
        "c0af|\\xc0\\xaf",
        "eda080|\\xed\\xa0\\x80",
        "f4908080|\\xf4\\x90\\x80\\x80",
        "5c6e|\\\\n",
        "f3a08081|\\ue0001",
        "ee8080|\\ue000",
        "c3a9|é",
        "f09f9880|\ud83d\ude00",
        "3c|<"
      })
  void showsBytesSafely(String hex, String shown) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    assertEquals(shown, DisplayText.of(bytes));
  }

  @Test
  void leavesNoControlCharacter_whateverTheCodePoint() {
    IntStream.concat(IntStream.range(0, 0x10000), IntStream.range(0xE0000, 0xE0200))
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .mapToObj(c -> DisplayText.of(Character.toString(c)))
        .flatMapToInt(String::codePoints)
        .forEach(c -> assertTrue(isHarmless(c), () -> "code point " + Integer.toHexString(c)));
    assertEquals("a\\ud800b", DisplayText.of("a\ud800b"));
  }

  static boolean isHarmless(int c) {
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
    boolean breaks = c == 0x2028 || c == 0x2029 || Character.isISOControl(c);
    return !turns && !breaks && c != 0x200E && c != 0x200F;
  }

  @Test
  void showsAPathInAnyLocale() {
    Path path = Path.of(java.net.URI.create("file:///tmp/caf%C3%A9/bad%FF%0A.png"));
    assertEquals("/tmp/café/bad\\xff\\n.png", DisplayText.of(path));
    assertEquals("/", DisplayText.of(Path.of("/")));
    String text = "/srv/Straße/日本 %41?#";
    assertEquals(text, AbsolutePath.text(AbsolutePath.of(text)));
    assertEquals("日本 %41?#", AbsolutePath.lastPart(AbsolutePath.of(text)));
    assertEquals("", AbsolutePath.lastPart(Path.of("/")));
    assertEquals(
        "/a/b",
        new String(RelativePath.absoluteBytes(AbsolutePath.of("//a/b/")), StandardCharsets.UTF_8));
  }
}
