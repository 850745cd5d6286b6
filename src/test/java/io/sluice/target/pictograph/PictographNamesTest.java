package io.sluice.target.pictograph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.RemoteName;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictographNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "001.jpg",
        "IMG 0001 (2).JPG",
        "straße.png",
        "日本.jpg",
        "😀.gif",
        "-rf",
        "a..b.png",
        "CON",
        "it's; 100 % & more!.png"
      })
  void leavesANameThatFitsAsItIs(String name) throws Exception {
    assertEquals(new RemoteName("ds", "/a/b", name), name("/a/b", name));
  }

  @ParameterizedTest
  @CsvSource({
    "e\u0301.jpg, \u00e9.jpg",
    "a:b.jpg, a_b.jpg",
    "a\\b.jpg, a_b.jpg",
    "'a*?\"<>|.jpg', a______.jpg",
    "' .x.jpg. ', x.jpg",
    "a\u0007\u0085b\u007f.jpg, ab.jpg",
    "e\u0001\u0301.jpg, \u00e9.jpg",
  })
  void changesWhatThePlatformWouldChange(String name, String kept) throws Exception {
    assertEquals(kept, name("/", name).fileName());
  }

  @Test
  void makesOneNameOfTwo_thatThePlatformWouldMakeOne() throws Exception {
    assertEquals(name("/x:y", "e\u0301?.jpg"), name("/x|y", "\u00e9:.jpg"));
  }

  @Test
  void cleansEachFolder() throws Exception {
    assertEquals("/a_b/c", name("/a:b/c. ", "x.jpg").directory());
    assertEquals("/", name("/", "x.jpg").directory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", " ", "\u0001\u0002", "..", "\ud800.jpg"})
  void refusesANameThatIsNone(String name) {
    assertThrows(InvalidNameException.class, () -> name("/", name));
    assertThrows(InvalidNameException.class, () -> name("/a/" + name, "x.jpg"));
  }

  @Test
  void refusesALongName_byItsBytes() throws Exception {
    assertEquals(255, name("/", "x".repeat(255)).fileName().length());
    InvalidNameException refused =
        assertThrows(InvalidNameException.class, () -> name("/", "é".repeat(128)));
    assertTrue(refused.getMessage().contains("256"), refused.getMessage());
  }

  @Test
  void isDone_afterOnce() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab.: /\\?é\u0301e\u0001\u212a\u037e\u0338<;_日\u1100\u1161";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = 1 + random.nextInt(8);
      while (name.length() < length) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertEquals(once(name.toString()), once(once(name.toString())), "seed " + seed);
    }
  }

  private static String once(String name) {
    try {
      return name("/", name).fileName();
    } catch (InvalidNameException e) {
      return "refused";
    }
  }

  private static RemoteName name(String directory, String fileName) throws InvalidNameException {
    return PictographNames.name(new DraftName("ds", directory, fileName));
  }
}
