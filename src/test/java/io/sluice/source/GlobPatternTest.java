package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.tmp, a.tmp, true",
    "*.tmp, deep/er/a.TMP, true",
    "*.tmp, a.tmp.jpg, false",
    "*.TMP, a.tmp, true",
    "*.tmp, a.tmp/b.jpg, true",
    "/a.jpg, a.jpg, true",
    "/a.jpg, b/a.jpg, false",
    "b/a.jpg, b/a.jpg, true",
    "b/a.jpg, c/b/a.jpg, false",
    "**/a.jpg, a.jpg, true",
    "**/a.jpg, b/c/a.jpg, true",
    "**/b/a.jpg, b/a.jpg, true",
    "b/**/a.jpg, b/a.jpg, true",
    "b/**/a.jpg, b/c/d/a.jpg, true",
    "b/**/a.jpg, c/b/a.jpg, false",
    "b/**, b/a.jpg, true",
    "b/**, b, false",
    "b/**, c/b/a.jpg, false",
    "**, a.jpg, true",
    "*, a.jpg, true",
    "b/*, b/a.jpg, true",
    "b/*, b/c/a.jpg, true",
    "*/a.jpg, a.jpg, false",
    "*/a.jpg, b/c/a.jpg, false",
    "b/, b/a.jpg, true",
    "b/, c/b/a.jpg, true",
    "b/, b, false",
    "b, b, true",
    "/b/, c/b/a.jpg, false",
    "b/c/, b/c/a.jpg, true",
    "?.jpg, a.jpg, true",
    "?.jpg, ab.jpg, false",
    "?.jpg, 😀.jpg, true",
    "[abc].jpg, b.jpg, true",
    "[a-c].jpg, B.jpg, true",
    "[A-C].jpg, b.jpg, true",
    "[!a-c].jpg, b.jpg, false",
    "[^a-c].jpg, d.jpg, true",
    "[]].jpg, ].jpg, true",
    "[a-].jpg, -.jpg, true",
    "\\*.jpg, *.jpg, true",
    "\\*.jpg, a.jpg, false",
    "\\[1].jpg, [1].jpg, true",
    "a**b, axxb, true",
    "a**b, a/b, false",
    "ÄRGER*, ärger.jpg, true",
    "*~, a.jpg~, true",
  })
  void coversAsGitignoreDoes(String pattern, String path, boolean covered) {
    assertEquals(covered, covers(pattern, path), pattern + " on " + path);
  }

  @Test
  void matchesAccentedName_whenWrittenTheOtherWay() {
    assertTrue(covers("caf\u00e9.jpg", "cafe\u0301.jpg"));
    assertTrue(covers("cafe\u0301.jpg", "caf\u00e9.jpg"));
  }

  @Test
  void matchesDirectoryItself_whenPatternEndsInSlash() {
    FoldedPath path = FoldedPath.of(new RelativePath("x/@eaDir"));
    assertTrue(GlobPattern.parse("@eaDir/").covers(path, 1, true));
    assertFalse(GlobPattern.parse("@eaDir/").covers(path, 1, false));
  }

  @Test
  void matchesDisplayText_whenNameIsNotUtf8() {
    FoldedPath path = FoldedPath.of(new RelativePath("bad%FF.jpg"));
    assertTrue(GlobPattern.parse("bad\\\\xff.jpg").covers(path, 0, false));
  }

  @Test
  void answersAtOnce_whenPatternInvitesBacktracking() {
    String name = "a".repeat(255);
    String deep = "a/".repeat(2_000) + "a";
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < 10; i++) {
            assertFalse(covers("*a".repeat(100) + "b", name));
            assertFalse(covers("**/a/".repeat(25) + "b", deep));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a//b", "./a", "a/../b", "[abc", "[!]", "[z-a]", "a\\", "!a.jpg", "//"})
  void isRefusedByName_whenItMakesNoSense(String pattern) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> GlobPattern.parse(pattern));
    assertTrue(refused.getMessage().contains("'" + pattern + "'"), refused.getMessage());
  }

  @Test
  void isRefused_whenTooDeep() {
    assertThrows(IllegalArgumentException.class, () -> GlobPattern.parse("a/".repeat(61) + "b"));
    assertTrue(covers("a/".repeat(58) + "b", "a/".repeat(58) + "b"));
  }

  private static boolean covers(String pattern, String path) {
    return GlobPattern.parse(pattern).covers(FoldedPath.of(Paths.encoded(path)), 0, false);
  }
}
