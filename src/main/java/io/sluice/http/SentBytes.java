package io.sluice.http;

/**
 * Hears how much of a file has gone out. Called after each piece on the thread that sends it; must
 * be quick.
 */
@FunctionalInterface
public interface SentBytes {
  /** For those who do not want to know. */
  SentBytes UNWATCHED = (sent, length) -> {};

  /** So many bytes of {@code length} were handed to the connection. */
  void sent(long sent, long length);
}
