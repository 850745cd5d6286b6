package io.sluice.upload;

import java.time.Duration;

/**
 * How many bytes a second the transfers of a pool move together, measured while at least one is
 * under way. Not thread-safe: its pool guards it. Times are of {@link System#nanoTime()}.
 */
final class TransferRate {
  /** Before anything was measured: a slow uplink, so that the first group is not too large. */
  private static final double FIRST_GUESS = 100_000;

  private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

  private double bytesPerSecond = FIRST_GUESS;
  private int underWay;
  private long busySince;
  private long busyNanos;
  private long bytes;

  void begun(long nanoTime) {
    if (underWay++ == 0) {
      busySince = nanoTime;
    }
  }

  /**
   * @param sent bytes that went out, 0 or more
   */
  void ended(long nanoTime, long sent) {
    bytes += sent;
    busyNanos += nanoTime - busySince;
    busySince = nanoTime;
    underWay--;
    boolean telling = busyNanos >= WINDOW_NANOS || bytes >= 8 * bytesPerSecond;
    if (telling && bytes > 0) {
      double seconds = Math.max(busyNanos, 1_000_000) / 1e9;
      bytesPerSecond = (bytesPerSecond + bytes / seconds) / 2;
      busyNanos = 0;
      bytes = 0;
    }
  }

  /** How many bytes go out in {@code time} at this rate, at least 1. */
  long bytesIn(Duration time) {
    double expected = bytesPerSecond * time.toMillis() / 1000;
    return Math.max(1, (long) Math.min(expected, 1e15));
  }

  /** How long {@code size} bytes may take by themselves. */
  Duration timeFor(long size) {
    return Duration.ofMillis((long) Math.min(size / bytesPerSecond * 1000, 86_400_000));
  }
}
