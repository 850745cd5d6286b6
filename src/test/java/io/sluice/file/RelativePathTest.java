package io.sluice.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelativePathTest {
  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg",
        "stop/001.jpg",
        "with space/a b.jpg",
        "100%25/x%.jpg",
        "caf\u00e9/\u65e5\u672c.jpg",
        "semi;colon&=+,$@!.jpg",
        "back\\slash\"quote'.jpg",
        "line\nbreak\ttab.jpg"
      })
  void leadsBackToTheSameFile_whateverTheName(String name) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);

    RelativePath path = RelativePath.of(root, file);

    assertEquals(name, Files.readString(path.in(root)));
    assertEquals(Optional.of(name), path.text());
    assertEquals(path, new RelativePath(path.encoded()));
  }

  @Test
  void keepsTwoNamesApart_whenTheirBytesAreNoText() throws Exception {
    Path first = Path.of(URI.create(uri("bad%FF.jpg")));
    Path second = Path.of(URI.create(uri("bad%FE.jpg")));
    Files.writeString(first, "first");
    Files.writeString(second, "second");

    RelativePath one = RelativePath.of(root, first);
    RelativePath two = RelativePath.of(root, second);

    assertNotEquals(one, two);
    assertEquals("bad%FF.jpg", one.encoded());
    assertEquals("first", Files.readString(one.in(root)));
    assertEquals("second", Files.readString(two.in(root)));
    assertTrue(one.text().isEmpty());
    assertEquals("bad\\xff.jpg", one.display());
  }

  private String uri(String encodedName) {
    return root.toUri() + encodedName;
  }

  @Test
  void showsNoControlCharacter_whateverTheName() {
    RelativePath path = new RelativePath("a%0Ab%1B%5D0;x%C2%9B%E2%80%AE.jpg");

    assertEquals("a\\nb\\x1b]0;x\\x9b\\u202e.jpg", path.display());
  }

  @Test
  void splitsIntoSegments() {
    RelativePath path = new RelativePath("a/b%20c/d.jpg");

    assertEquals("a/b%20c", path.parent().encoded());
    assertEquals("d.jpg", path.fileName().encoded());
    assertEquals(
        List.of("a", "b%20c", "d.jpg"),
        path.segments().stream().map(RelativePath::encoded).toList());
    assertEquals(RelativePath.ROOT, new RelativePath("x.jpg").parent());
    assertEquals(List.of(), RelativePath.ROOT.segments());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "a/",
        "a//b",
        "..",
        "a/../b",
        ".",
        "a b",
        "a%2",
        "a%zz",
        "a%2f\u00e9",
        "\u0000"
      })
  void isRefused_whenItIsNoPathBelowAFolder(String encoded) {
    assertThrows(IllegalArgumentException.class, () -> new RelativePath(encoded));
  }

  @Test
  void isRefused_whenTheFileIsElsewhere() {
    assertThrows(
        IllegalArgumentException.class, () -> RelativePath.of(root, root.resolveSibling("other")));
  }
}
