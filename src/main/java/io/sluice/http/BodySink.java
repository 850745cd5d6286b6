package io.sluice.http;

/** Takes a reply's body, piece by piece and in order, on the thread that reads it. */
@FunctionalInterface
public interface BodySink {
  /** Takes the first {@code length} bytes of {@code chunk}, which is used again afterwards. */
  void take(byte[] chunk, int length);
}
