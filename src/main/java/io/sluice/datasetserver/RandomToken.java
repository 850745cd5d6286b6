package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody can guess, and the digests they are kept as. */
final class RandomToken {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomToken() {}

  /** 32 random bytes as 43 characters that need no escaping in a URL, header or cookie. */
  static String next() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The SHA-256 of a token, which may be stored where the token itself must not. */
  static byte[] digest(String token) {
    return Digests.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
