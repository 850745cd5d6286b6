package io.sluice.ledger;

import io.sluice.file.RelativePath;

/**
 * Paths between two others, neither of them included, in the order of their encoded text.
 *
 * @param after what they come after
 * @param before what they come before
 */
public record PathRange(String after, String before) {
  /** Everything: no path is empty, and none has a character that comes after the last printable. */
  public static final PathRange ALL = new PathRange("", "\u007f");

  /** What is below {@code directory}; everything, for the folder itself. */
  public static PathRange below(RelativePath directory) {
    String encoded = directory.encoded();
    // '0' comes right after '/'.
    return encoded.isEmpty() ? ALL : new PathRange(encoded + "/", encoded + "0");
  }

  /** What is left of it after {@code path}. */
  public PathRange following(RelativePath path) {
    return new PathRange(path.encoded(), before);
  }
}
