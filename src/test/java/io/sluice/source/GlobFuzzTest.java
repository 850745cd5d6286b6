package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import io.sluice.file.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pattern is understood or refused with words; a match always ends. */
class GlobFuzzTest {
  private static final List<String> PATTERNS =
      List.of(
          "*.jpg",
          "**/thumbs/",
          "a/**/b?[c-e]*",
          "/x/[!a]*.png",
          "\\!q",
          "[[:alpha:]]",
          "*a*b*c*d*e*");
  private static final List<String> WORDS =
      List.of(
          "*",
          "**",
          "?",
          "[",
          "]",
          "[!",
          "-",
          "\\",
          "/",
          "//",
          "..",
          "{a,b}",
          "é",
          "\ud83d\ude00",
          "\n");
  private static final RelativePath PATH =
      new RelativePath("thumbs/a%FF/" + "ab".repeat(60) + ".JPG");

  @Test
  void understandsOrRefuses() {
    fuzz(5_000);
  }

  @Test
  @Tag("sweep")
  void understandsOrRefuses_manyTimes() {
    fuzz(500_000);
  }

  private static void fuzz(int rounds) {
    FoldedPath path = FoldedPath.of(PATH);
    new Mutations("globs")
        .feedText(
            rounds,
            PATTERNS,
            WORDS,
            bytes -> look(new String(bytes, StandardCharsets.UTF_8), path));
  }

  private static void look(String pattern, FoldedPath path) {
    try {
      GlobPattern.parse(pattern).covers(path, 0, false);
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("pattern '"), e::toString);
    }
  }
}
