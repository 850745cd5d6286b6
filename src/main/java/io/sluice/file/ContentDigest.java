package io.sluice.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a file's content.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentDigest(String hex) {
  public ContentDigest {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
    }
  }

  /** A fresh SHA-256 computation. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of a text's bytes in UTF-8. */
  public static ContentDigest ofText(String text) {
    MessageDigest sha256 = newSha256();
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    return of(sha256);
  }

  /** The result of {@code sha256}, which is reset by this call. */
  public static ContentDigest of(MessageDigest sha256) {
    return new ContentDigest(HexFormat.of().formatHex(sha256.digest()));
  }

  /** The SHA-256 of what {@code in} still has; it is read to its end, and not closed. */
  static ContentDigest ofRest(InputStream in) throws IOException {
    MessageDigest sha256 = newSha256();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha256.update(buffer, 0, n);
    }
    return of(sha256);
  }
}
