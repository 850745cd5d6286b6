package io.sluice.source;

import io.sluice.file.RelativePath;
import java.text.Normalizer;
import java.util.List;

/**
 * A path made ready for matching: its segments as code points, letter case and the two Unicode
 * spellings of accented letters evened out. A segment that is not valid UTF-8 is matched on its
 * display text.
 */
final class FoldedPath {
  private final int[][] segments;

  private FoldedPath(int[][] segments) {
    this.segments = segments;
  }

  static FoldedPath of(RelativePath path) {
    String encoded = path.encoded();
    if (encoded.isEmpty()) {
      return new FoldedPath(new int[0][]);
    }
    if (encoded.indexOf('%') < 0) {
      return of(List.of(encoded.split("/", -1)));
    }
    return of(path.segments().stream().map(s -> s.text().orElseGet(s::display)).toList());
  }

  private static FoldedPath of(List<String> texts) {
    return new FoldedPath(texts.stream().map(FoldedPath::fold).toArray(int[][]::new));
  }

  static int[] fold(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    String spelled = ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    return spelled.codePoints().map(FoldedPath::fold).toArray();
  }

  /** As {@code String.equalsIgnoreCase} does it: by way of upper case. */
  static int fold(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  int length() {
    return segments.length;
  }

  int[] segment(int index) {
    return segments[index];
  }
}
