package io.sluice.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a stream in UTF-8, one at a time. What is not UTF-8 is told, and passed. */
final class Utf8Chars {
  /** The stream has ended. */
  static final int END = -1;

  /** Some bytes are no character. */
  static final int MALFORMED = -2;

  private static final int BUFFER = 1 << 15;

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean ended;
  private boolean malformed;

  Utf8Chars(InputStream in) {
    this.in = in;
  }

  /** The next one, as one of UTF-16; {@link #END} or {@link #MALFORMED}. */
  int read() throws IOException {
    while (!chars.hasRemaining()) {
      if (malformed) {
        malformed = false;
        return MALFORMED;
      }
      if (ended && !bytes.hasRemaining()) {
        return END;
      }
      fill();
    }
    return chars.get();
  }

  private void fill() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (result.isError()) {
      bytes.position(bytes.position() + result.length());
      decoder.reset();
      malformed = true;
    } else if (result.isUnderflow() && !ended) {
      bytes.compact();
      int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = n < 0;
      bytes.position(bytes.position() + Math.max(0, n));
      bytes.flip();
    }
    chars.flip();
  }
}
