package io.sluice.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.TreeSet;

/**
 * What the workers of a pool write to the ledger and then tell of. Who finds something in the
 * ledger learns here when it has been told, too. Thread-safe.
 */
public final class Tellings {
  @GuardedBy("this")
  private final TreeSet<Long> underWay = new TreeSet<>();

  @GuardedBy("this")
  private long last;

  /**
   * A worker is about to write something down.
   *
   * @return its number
   */
  public synchronized long begin() {
    last++;
    underWay.add(last);
    return last;
  }

  /** It was told, or could not be written down. */
  public synchronized void end(long number) {
    underWay.remove(number);
  }

  /** The number of the last one that began; whatever is in the ledger by now has none above it. */
  public synchronized long last() {
    return last;
  }

  /** Whether all up to a number have ended. */
  public synchronized boolean haveEnded(long upTo) {
    return underWay.isEmpty() || underWay.first() > upTo;
  }
}
