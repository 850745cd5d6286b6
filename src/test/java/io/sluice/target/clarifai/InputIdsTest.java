package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.RemoteName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ids a file may have. */
class InputIdsTest {
  private static List<String> ids(String dataset, String directory, String fileName) {
    return InputIds.of(dataset, new RemoteName("scope", directory, fileName));
  }

  @ParameterizedTest
  @CsvSource({
    "cat.jpg, cat",
    "cat, cat",
    "IMG_001.JPG, img_001",
    "Hello World.png, hello_world",
    "x(1).png, x1",
    "café 2.png, caf_2",
    "a.b.jpg, a_b",
    "a.c.jpg, a_c",
    "--a__b--c-.png, a_b-c",
    "photo~1a2b3c4d.jpg, photo-r1a2b3c4d",
    "写真~1a2b3c4d.jpg, input-r1a2b3c4d",
    "photo~1A2B3C4D.jpg, photo1a2b3c4d"
  })
  void firstIsTheNameWithoutItsExtension(String fileName, String id) {
    assertEquals(id, ids("d", "/", fileName).get(0));
    assertEquals(3, ids("d", "/", fileName).size());
  }

  @ParameterizedTest
  @CsvSource({"写真.jpg", "....png", "().gif", ".jpg"})
  void nameThatSaysNothing_hasOneOfItsHashAlone(String fileName) {
    List<String> ids = ids("d", "/", fileName);
    assertEquals(2, ids.size());
    ids.forEach(id -> assertTrue(id.matches("input-[0-9a-f]{8}"), id));
  }

  @Test
  void longName_isCut_andHasAHash() {
    List<String> ids = ids("d", "/", "x".repeat(200) + ".jpg");
    assertEquals(2, ids.size());
    ids.forEach(id -> assertTrue(id.matches("x{55}-[0-9a-f]{8}"), id));
  }

  @Test
  void filesOfOneNameDiffer_byTheirSuffix() {
    Set<String> suffixed = new HashSet<>();
    for (String directory : List.of("/", "/a", "/b", "/a/b")) {
      for (String name : List.of("cat.jpg", "cat.png", "CAT.jpg", "cat .jpg")) {
        assertEquals("cat", ids("d", directory, name).get(0));
        assertTrue(suffixed.add(ids("d", directory, name).get(1)));
      }
    }
    assertEquals(ids("d", "/a", "cat.jpg").get(1), ids("e", "/a", "cat.jpg").get(1));
    assertNotEquals(ids("d", "/a", "cat.jpg").get(2), ids("e", "/a", "cat.jpg").get(2));
  }
}
