package io.sluice.pace;

import com.google.common.util.concurrent.RateLimiter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Permits at a steady rate, first come, first served. The limiter below knows neither order nor
 * interrupts, so its waits are cut into slices and stood in line for.
 */
final class FairLimiter {
  /** The longest wait that an interrupt does not end. */
  private static final int SLICE_MS = 50;

  private static final int LOOK_AGAIN_MS = 20;

  /** So short a warm-up that idle time saves up next to nothing: no burst after a rest. */
  private static final int WARM_UP_MS = 1;

  private final RateLimiter limiter;
  private final ReentrantLock turn = new ReentrantLock(true);

  FairLimiter(double permitsPerSecond) {
    if (!(permitsPerSecond > 0) || Double.isInfinite(permitsPerSecond)) {
      throw new IllegalArgumentException("rate must be positive: " + permitsPerSecond);
    }
    this.limiter = RateLimiter.create(permitsPerSecond, WARM_UP_MS, TimeUnit.MILLISECONDS);
  }

  /** Something that can make a wait pointless. */
  interface Check<E extends Exception> {
    void run() throws E;
  }

  /**
   * Waits for {@code permits}.
   *
   * @param stillWanted run before, during and after the wait; what it throws ends the wait
   */
  <E extends Exception> void acquire(int permits, Check<E> stillWanted)
      throws E, InterruptedException {
    turn.lockInterruptibly();
    try {
      stillWanted.run();
      // tryAcquire answers false at once when the wait would be longer than the slice.
      while (!limiter.tryAcquire(permits, SLICE_MS, TimeUnit.MILLISECONDS)) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        stillWanted.run();
      }
      stillWanted.run();
    } finally {
      turn.unlock();
    }
  }
}
