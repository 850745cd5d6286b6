package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests that every Java platform must offer, without their checked exception. */
final class Digests {
  private Digests() {}

  static MessageDigest newSha256() {
    return digest("SHA-256");
  }

  /** Only for the ETag that object stores answer with; never for identity. */
  static MessageDigest newMd5() {
    return digest("MD5");
  }

  static byte[] sha256(byte[] bytes) {
    return newSha256().digest(bytes);
  }

  static String hexSha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  /** An ETag that changes with the text. */
  static String etag(String text) {
    return '"' + hexSha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + '"';
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks " + algorithm, e);
    }
  }
}
