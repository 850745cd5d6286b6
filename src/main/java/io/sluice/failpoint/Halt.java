package io.sluice.failpoint;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the process at the n-th passage of a point: at once, without hooks, as {@code kill -9} does.
 */
final class Halt implements Passages {
  /** What a shell reports of a process that was killed. */
  static final int EXIT_CODE = 137;

  private final Point point;
  private final AtomicLong left;

  Halt(Point point, int passage) {
    this.point = point;
    this.left = new AtomicLong(passage);
  }

  @Override
  public void passed(Point passed) {
    if (passed.equals(point) && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
