package io.sluice.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bound itself: no second has more permits than the rate and one. Each is timed while its turn
 * lasts. Whatever makes a thread late then makes the next one late, too; so there is nothing to
 * allow for, however busy the machine.
 */
@Execution(ExecutionMode.CONCURRENT)
final class FairLimiterTest {
  private static final int THREADS = 5;

  /** The limiter below counts in whole microseconds. */
  private static final long ROUNDING_NANOS = 1_000;

  private final List<Long> given = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @ValueSource(ints = {4, 10, 50, 400})
  void neverGivesMoreThanTheRateAndOne_inAnySecond_whateverTheCallersDo(int rate)
      throws InterruptedException {
    long seed = new Random().nextLong();
    FairLimiter limiter = new FairLimiter(rate);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed + i);
      threads.add(new Thread(() -> acquire(limiter, 1 + rate * 3 / THREADS, random, rate)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(THREADS * (1 + rate * 3 / THREADS), given.size());
    Collections.sort(given);
    long window = 1_000_000_000L - (rate + 2) * ROUNDING_NANOS;
    for (int first = 0; first + rate + 1 < given.size(); first++) {
      long span = given.get(first + rate + 1) - given.get(first);
      assertTrue(
          span >= window,
          (rate + 2) + " permits in " + span + " ns, from no. " + first + ", seed " + seed);
    }
  }

  /** Comes now and then late, out of its turn and within it, as on a busy machine. */
  private void acquire(FairLimiter limiter, int times, Random random, int rate) {
    try {
      for (int i = 0; i < times; i++) {
        long[] at = new long[1];
        limiter.acquire(
            1,
            () -> {
              stall(random, rate);
              at[0] = System.nanoTime();
            });
        given.add(at[0]);
        stall(random, rate);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void stall(Random random, int rate) {
    if (random.nextInt(8) == 0) {
      LockSupport.parkNanos(random.nextInt((int) (3e9 / rate)));
    }
  }
}
