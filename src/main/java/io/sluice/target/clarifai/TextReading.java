package io.sluice.target.clarifai;

import io.sluice.file.ContentDigest;
import io.sluice.file.StampedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What one pass through a file that is to be a text has found, without keeping any of it. */
sealed interface TextReading {
  /**
   * It is a text.
   *
   * @param digest of the file as it is
   * @param form how it is sent
   */
  record Text(ContentDigest digest, TextForm form) implements TextReading {}

  /**
   * It is none, or says nothing.
   *
   * @param reason for people
   */
  record NoText(String reason) implements TextReading {}

  /**
   * Reads {@code file} once.
   *
   * @throws IOException when it cannot be read, or changed meanwhile
   */
  static TextReading of(StampedFile file) throws IOException {
    Pass pass = new Pass();
    try (InputStream in = file.open()) {
      pass.read(in);
    }
    file.verifyUnchanged();
    return pass.end();
  }

  /** The state of one pass. */
  final class Pass {
    private static final int PIECE_BYTES = 1 << 16;

    private final MessageDigest sha256 = ContentDigest.newSha256();
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] piece = new byte[PIECE_BYTES];

    /** What was read, and the few bytes before it of a character that was not whole. */
    private final ByteBuffer coded = ByteBuffer.allocate(PIECE_BYTES + 4);

    private final CharBuffer characters = CharBuffer.allocate(PIECE_BYTES + 4);
    private long decodedBytes;
    private long encodedBytes;
    private boolean says;
    private String reason = "";

    private void read(InputStream in) throws IOException {
      boolean first = true;
      int n;
      do {
        n = in.readNBytes(piece, 0, piece.length);
        sha256.update(piece, 0, n);
        encodedBytes += TextForm.escapedBytes(piece, n, first);
        decode(n, n < piece.length);
        first = false;
      } while (n == piece.length && reason.isEmpty());
    }

    private void decode(int length, boolean last) {
      boolean looksWide = decodedBytes == 0 && isUtf16(length);
      coded.put(piece, 0, length).flip();
      int before = coded.position();
      CoderResult result = decoder.decode(coded, characters, last);
      decodedBytes += coded.position() - before;
      if (result.isError()) {
        reason =
            looksWide
                ? "the file looks like UTF-16, and texts must be UTF-8: save it as UTF-8"
                : "the file is no text in UTF-8, from byte " + decodedBytes + " on";
      }
      coded.compact();
      says |= says();
      characters.clear();
    }

    private boolean isUtf16(int length) {
      int mark = length < 2 ? 0 : (piece[0] & 0xFF) << 8 | (piece[1] & 0xFF);
      return mark == 0xFEFF || mark == 0xFFFE;
    }

    /** Whether anything can be seen of the characters. */
    private boolean says() {
      characters.flip();
      return characters
          .chars()
          .anyMatch(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && isShown(c));
    }

    private static boolean isShown(int character) {
      return !Character.isISOControl(character) && character != '\uFEFF';
    }

    private TextReading end() {
      if (!reason.isEmpty()) {
        return new NoText(reason);
      }
      return says
          ? new Text(ContentDigest.of(sha256), new TextForm(encodedBytes))
          : new NoText("the text is empty: it has blanks and control characters alone");
    }
  }
}
