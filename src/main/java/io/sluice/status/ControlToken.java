package io.sluice.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret that orders to the daemon carry. It prints as {@code (hidden)}. */
public final class ControlToken {
  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final String text;

  /**
   * @param text what a daemon wrote down, not blank
   */
  public ControlToken(String text) {
    if (!text.matches("[A-Za-z0-9_-]{20,200}")) {
      throw new IllegalArgumentException("not a token of a daemon");
    }
    this.text = text;
  }

  /** A new one that nobody can guess. */
  public static ControlToken random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ControlToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The text itself, for the file that its owner alone can read, and for a request. */
  public String reveal() {
    return text;
  }

  /** The value of the Authorization header that carries it. */
  public String asAuthorization() {
    return SCHEME + text;
  }

  /** Whether an Authorization header carries this token; takes the same time for any guess. */
  boolean isIn(String authorization) {
    return MessageDigest.isEqual(
        asAuthorization().getBytes(StandardCharsets.UTF_8),
        authorization.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
