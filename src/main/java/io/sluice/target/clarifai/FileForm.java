package io.sluice.target.clarifai;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import okio.BufferedSink;

/** How the bytes of a file stand in a JSON string; written a piece at a time. */
sealed interface FileForm permits FileForm.InBase64, TextForm {
  /** Small enough that a slow connection takes one before it counts as standing still. */
  int LARGEST_WRITE_BYTES = 1 << 14;

  /** How many bytes all of it takes. */
  long encodedBytes();

  /** How many bytes a piece of the file takes. */
  long encodedBytes(byte[] piece, int length, boolean first);

  /**
   * Writes a piece of the file.
   *
   * @param piece its first {@code length} bytes; a multiple of three of them but for the last one
   * @param first whether the file begins with it
   */
  void write(byte[] piece, int length, boolean first, BufferedSink sink) throws IOException;

  /**
   * In base64, with padding.
   *
   * @param sizeBytes of the file
   */
  record InBase64(long sizeBytes) implements FileForm {
    @Override
    public long encodedBytes() {
      return (sizeBytes + 2) / 3 * 4;
    }

    @Override
    public long encodedBytes(byte[] piece, int length, boolean first) {
      return (length + 2L) / 3 * 4;
    }

    @Override
    public void write(byte[] piece, int length, boolean first, BufferedSink sink)
        throws IOException {
      byte[] plain = length == piece.length ? piece : Arrays.copyOf(piece, length);
      byte[] encoded = Base64.getEncoder().encode(plain);
      for (int from = 0; from < encoded.length; from += LARGEST_WRITE_BYTES) {
        sink.write(encoded, from, Math.min(LARGEST_WRITE_BYTES, encoded.length - from));
      }
    }
  }
}
