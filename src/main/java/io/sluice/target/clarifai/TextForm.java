package io.sluice.target.clarifai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.BufferedSink;

/**
 * A text in UTF-8 as a JSON string: quotes, backslashes and control characters escaped, everything
 * else as it is. That can be done byte by byte, since no other character has such a byte in it. A
 * byte order mark at the beginning, which says how the file is coded and is no part of the text, is
 * left out.
 *
 * @param encodedBytes how many bytes all of it takes, which was counted beforehand
 */
record TextForm(long encodedBytes) implements FileForm {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[][] ESCAPES = escapes();

  @Override
  public long encodedBytes(byte[] piece, int length, boolean first) {
    return escapedBytes(piece, length, first);
  }

  /** As {@link #encodedBytes(byte[], int, boolean)}, before all of the text is known. */
  static long escapedBytes(byte[] piece, int length, boolean first) {
    long bytes = 0;
    for (int i = start(piece, length, first); i < length; i++) {
      byte[] escape = ESCAPES[piece[i] & 0xFF];
      bytes += escape.length == 0 ? 1 : escape.length;
    }
    return bytes;
  }

  @Override
  public void write(byte[] piece, int length, boolean first, BufferedSink sink) throws IOException {
    int plain = start(piece, length, first);
    for (int i = plain; i < length; i++) {
      byte[] escape = ESCAPES[piece[i] & 0xFF];
      if (escape.length > 0) {
        sink.write(piece, plain, i - plain);
        sink.write(escape);
        plain = i + 1;
      } else if (i - plain == LARGEST_WRITE_BYTES) {
        sink.write(piece, plain, i - plain);
        plain = i;
      }
    }
    sink.write(piece, plain, length - plain);
  }

  private static int start(byte[] piece, int length, boolean first) {
    boolean marked =
        first
            && length >= MARK.length
            && Arrays.equals(piece, 0, MARK.length, MARK, 0, MARK.length);
    return marked ? MARK.length : 0;
  }

  private static byte[][] escapes() {
    byte[][] escapes = new byte[256][0];
    for (int c = 0; c < 0x20; c++) {
      escapes[c] = "\\u%04x".formatted(c).getBytes(StandardCharsets.US_ASCII);
    }
    String named = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (int i = 0; i < named.length(); i += 2) {
      escapes[named.charAt(i)] = new byte[] {'\\', (byte) named.charAt(i + 1)};
    }
    return escapes;
  }
}
