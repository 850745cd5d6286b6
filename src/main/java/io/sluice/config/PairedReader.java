package io.sluice.config;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * Reads text for the YAML library, which asks for as much as its buffer holds, and then for the
 * second half of a character whose first half came last: that has no room in a buffer that is full.
 */
final class PairedReader extends FilterReader {
  PairedReader(String text) {
    super(new StringReader(text));
  }

  /** Leaves room for one more. */
  @Override
  public int read(char[] buffer, int from, int most) throws IOException {
    return super.read(buffer, from, most > 1 ? most - 1 : most);
  }
}
