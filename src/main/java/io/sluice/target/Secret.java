package io.sluice.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A key or token. It prints as {@code (hidden)} wherever it is formatted, logged or put into a
 * message; only {@link #reveal()} gives the text, and its callers are the places to review.
 */
public final class Secret {
  private final String value;

  /**
   * @param value the text of the secret, not empty
   */
  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.value = value;
  }

  /** The text itself, to be put into a request and nowhere else. */
  public String reveal() {
    return value;
  }

  /** Compares in constant time, so that the time taken tells nothing about a guess. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for every secret: a hash of a short key would give it away. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
