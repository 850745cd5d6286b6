package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.item.RemoteName;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as the platform takes them. */
class DarwinNamesTest {
  private static RemoteName name(String directory, String fileName) throws InvalidNameException {
    return DarwinNames.name(new DraftName("4711", directory, fileName));
  }

  @ParameterizedTest
  @CsvSource({"/,/", "/a/b,/a/b", "a,/a", "/a/,/a", "//a//b,/a/b", "/.,/", "'/a b',/a b"})
  void foldersBeginWithASlash_andEndWithNone(String directory, String expected) throws Exception {
    assertEquals(expected, name(directory, "x.png").directory());
  }

  @Test
  void namesAreComposed_soThatOneIsOne() throws Exception {
    assertEquals("caf\u00e9.png", name("/", "cafe\u0301.png").fileName());
    assertEquals("/caf\u00e9", name("/cafe\u0301", "x.png").directory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a/b.png", "/", "bad\ud800.png"})
  void refusesWhatThePlatformCannotHold(String fileName) {
    assertThrows(InvalidNameException.class, () -> name("/", fileName));
  }
}
