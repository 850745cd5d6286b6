package io.sluice.cli;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of the files of a run are sent, and are to be. Files go by numbers. What is under
 * way counts as far as it is, and what a try that failed had sent no longer once the next one has
 * begun, or the file has come to its end. Not thread-safe.
 */
final class SentSoFar {
  private final Map<Long, Long> awaited = new HashMap<>();
  private final Map<Long, Long> underWay = new HashMap<>();
  private long ended;
  private long inFlight;
  private long total;

  /** A file of so many bytes is to be sent. */
  void expect(long file, long bytes) {
    Long before = awaited.put(file, bytes);
    total += bytes - (before == null ? 0 : before);
  }

  /** So much of a file is out, in the try that is under way. */
  void underWay(long file, long bytes) {
    Long before = underWay.put(file, bytes);
    inFlight += bytes - (before == null ? 0 : before);
  }

  /** A file is in the dataset. */
  void uploaded(long file, long bytes) {
    forget(file);
    awaited.remove(file);
    ended += bytes;
  }

  /** A file is done with and not sent: it is not waited for any more. */
  void notSent(long file) {
    forget(file);
    Long size = awaited.remove(file);
    total -= size == null ? 0 : size;
  }

  private void forget(long file) {
    Long sent = underWay.remove(file);
    inFlight -= sent == null ? 0 : sent;
  }

  /** Bytes that are out. */
  long sent() {
    return ended + inFlight;
  }

  /** Bytes in all, as far as files were found. */
  long total() {
    return Math.max(total, sent());
  }
}
