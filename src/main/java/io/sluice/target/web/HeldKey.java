package io.sluice.target.web;

import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;

/** The API key, read for each check and kept for the requests in between. */
public final class HeldKey {
  /** Kept out of messages even where a server sends it back. */
  private static final String MASK = "[key]";

  private final ApiKey source;
  private volatile String value = "";

  public HeldKey(ApiKey source) {
    this.source = source;
  }

  /** Reads the key anew. */
  public void renew() throws TargetException {
    String read = source.reveal();
    // Checked here, because the HTTP library quotes the value when it refuses it.
    if (read.isEmpty() || !read.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new TargetException(
          Kind.REFUSED,
          read.isEmpty()
              ? "the API key is empty"
              : "the API key holds a character that no key has (a space, a line break?)");
    }
    value = read;
  }

  /** The key; read first when that has not been done. */
  public String value() throws TargetException {
    if (value.isEmpty()) {
      renew();
    }
    return value;
  }

  /** {@code text} without the key. */
  public String mask(String text) {
    String key = value;
    return key.isEmpty() ? text : text.replace(key, MASK);
  }

  @Override
  public String toString() {
    return MASK;
  }
}
