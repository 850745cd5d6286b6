package io.sluice.csv;

import java.io.IOException;
import java.util.Arrays;

/**
 * The characters of a file, which can be read again from a mark. How much is read again stays in
 * proportion to what is read, whatever the file holds.
 */
final class RereadChars {
  /** This much may be read again in any case, in characters. */
  static final long FREE = 16_000_000;

  /** Beyond that, as many characters for each that was read. */
  private static final int TIMES = 4;

  private static final int SMALL = 1 << 12;
  private static final int LARGE = 1 << 16;

  /** Of a pair, never without the other half before it in what was decoded. */
  private static final char MALFORMED = '\uDFFF';

  private final Utf8Chars source;
  private char[] kept = new char[SMALL];
  private int start;
  private int at;
  private int end;
  private boolean marked;
  private boolean hasAhead;
  private int ahead;
  private long fresh;
  private long again;

  RereadChars(Utf8Chars source) {
    this.source = source;
  }

  /** As {@link Utf8Chars#read}. */
  int read() throws IOException {
    if (at < end) {
      int c = kept(at);
      at++;
      return c;
    }
    int c = peek();
    hasAhead = false;
    if (c != Utf8Chars.END) {
      fresh++;
      if (marked) {
        keep(c);
      }
    }
    return c;
  }

  /** What is read next. */
  int peek() throws IOException {
    if (at < end) {
      return kept(at);
    }
    if (!hasAhead) {
      ahead = source.read();
      hasAhead = true;
    }
    return ahead;
  }

  private int kept(int index) {
    char c = kept[index];
    boolean half = index > 0 && Character.isHighSurrogate(kept[index - 1]);
    return c == MALFORMED && !half ? Utf8Chars.MALFORMED : c;
  }

  private void keep(int c) {
    if (end == kept.length) {
      if (start > kept.length / 2) {
        System.arraycopy(kept, start, kept, 0, end - start);
        at -= start;
        end -= start;
        start = 0;
      } else {
        kept = Arrays.copyOf(kept, kept.length * 2);
      }
    }
    kept[end] = c == Utf8Chars.MALFORMED ? MALFORMED : (char) c;
    end++;
    at = end;
  }

  /** What follows can be read again. Nothing before it can. */
  void mark() {
    if (at == end) {
      at = 0;
      end = 0;
      // One that was once large would stay so.
      kept = kept.length > LARGE ? new char[SMALL] : kept;
    }
    start = at;
    marked = true;
  }

  boolean isMarked() {
    return marked;
  }

  /** Characters read since the mark; none without one. */
  int sinceMark() {
    return marked ? at - start : 0;
  }

  /** The mark is of no use any more. */
  void unmark() {
    marked = false;
  }

  /** Whether a mark may be gone back to. */
  boolean mayGoBack() {
    return again <= FREE + TIMES * fresh;
  }

  /** Reads again from the mark, which is gone then. */
  void goBack() {
    again += at - start;
    at = start;
    marked = false;
  }
}
