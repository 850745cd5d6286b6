package io.sluice.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant START = SetClock.START;
  private static final long SECOND = 1_000_000_000;

  private final SetClock clock = new SetClock();

  @Test
  void neverLetsMoreThanTheRateAndOneThrough_inAnySecond_withManyWorkers() throws Exception {
    Pace pace = pace(20);
    List<Long> given = Collections.synchronizedList(new ArrayList<>());
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      workers.add(new Thread(() -> acquire(pace, given, 7)));
    }
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
    assertEquals(42, given.size());
    assertEquals(42, pace.requests());
    Collections.sort(given);
    // Each of the six may be held up between its leave and its note. So of 28 notes at least 22 are
    // of leaves that were given after the first of the notes.
    for (int first = 0; first + 27 < given.size(); first++) {
      long span = given.get(first + 27) - given.get(first);
      assertTrue(span >= SECOND, "28 requests in " + span + " ns, from no. " + first);
    }
    // A machine that is held up now and then leaves one quarter alone.
    long fastest = Long.MAX_VALUE;
    for (int first = 0; first + 10 < given.size(); first += 10) {
      fastest = Math.min(fastest, given.get(first + 10) - given.get(first));
    }
    assertTrue(fastest < SECOND, "much slower than asked: 10 requests in " + fastest + " ns");
  }

  @Test
  void doesNotSaveUpPermits_whileIdle() throws Exception {
    Pace pace = pace(10);
    pace.acquireRequest();
    // Real idling: what is saved up is a matter of the limiter's own stopwatch.
    new CountDownLatch(1).await(1200, TimeUnit.MILLISECONDS);
    long before = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      pace.acquireRequest();
    }
    long took = System.nanoTime() - before;
    assertTrue(took >= 280_000_000, "4 requests in " + took + " ns after a rest");
  }

  @Test
  void refusesAtOnce_whilePaused_andLetsThroughAfterwards() throws Exception {
    Pace pace = pace(1000);
    pace.pauseFor(Duration.ofSeconds(30), clock.instant());
    assertEquals(Duration.ofSeconds(30), paused(pace));
    clock.now = START.plusSeconds(29);
    assertEquals(Duration.ofSeconds(1), paused(pace));
    assertEquals(0, pace.requests());
    clock.now = START.plusSeconds(30);
    pace.acquireRequest();
    assertEquals(1, pace.requests());
  }

  @Test
  void endsAWait_whenAPauseBegins() throws Exception {
    Pace pace = pace(0.001);
    pace.acquireRequest();
    Thread pauser =
        new Thread(
            () -> {
              await(200);
              pace.pauseFor(Duration.ofSeconds(5), START);
            });
    pauser.start();
    long before = System.nanoTime();
    assertThrows(PausedException.class, pace::acquireRequest);
    assertTrue(System.nanoTime() - before < 60 * SECOND);
    assertEquals(1, pace.requests());
    pauser.join();
  }

  @Test
  void endsAWait_whenInterrupted() throws Exception {
    Pace pace = pace(0.001);
    pace.acquireRequest();
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              await(100);
              caller.interrupt();
            });
    interrupter.start();
    long before = System.nanoTime();
    assertThrows(InterruptedException.class, pace::acquireRequest);
    assertTrue(System.nanoTime() - before < 60 * SECOND);
    interrupter.join();
  }

  @Test
  void keepsTheLongerPause() {
    Pace pace = pace(10);
    pace.pauseFor(Duration.ofSeconds(60), START);
    pace.pauseFor(Duration.ofSeconds(3), START);
    assertEquals(Duration.ofSeconds(60), pace.remainingPause());
  }

  @Test
  void cutsAPauseToADay() {
    Pace pace = pace(10);
    pace.pauseFor(Duration.ofDays(400), START);
    assertEquals(Pace.LONGEST_PAUSE, pace.remainingPause());
  }

  @Test
  void doesNotWaitLonger_whenTheClockIsPutBack() {
    Pace pace = pace(10);
    pace.pauseFor(Duration.ofSeconds(30), START);
    clock.now = START.minus(Duration.ofHours(1));
    assertEquals(Duration.ofSeconds(30), pace.remainingPause());
    clock.now = clock.now.plusSeconds(30);
    assertEquals(Duration.ZERO, pace.remainingPause());
  }

  @Test
  void pacesBytes() throws Exception {
    Pace pace = new Pace(10, OptionalLong.of(100_000), clock);
    assertEquals(5_000, pace.chunkBytes());
    long before = System.nanoTime();
    for (int sent = 0; sent < 50_000; sent += pace.chunkBytes()) {
      pace.acquireBytes(pace.chunkBytes());
    }
    long took = System.nanoTime() - before;
    assertTrue(took >= 400_000_000, "50 kB in " + took + " ns");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesARateThatIsNone(double rate) {
    assertThrows(IllegalArgumentException.class, () -> pace(rate));
  }

  @Test
  void refusesANegativePause() {
    assertThrows(
        IllegalArgumentException.class, () -> pace(1).pauseFor(Duration.ofSeconds(-1), START));
  }

  private Pace pace(double rate) {
    return new Pace(rate, OptionalLong.empty(), clock);
  }

  private static Duration paused(Pace pace) {
    return assertThrows(PausedException.class, pace::acquireRequest).remaining();
  }

  private static void acquire(Pace pace, List<Long> given, int times) {
    try {
      for (int i = 0; i < times; i++) {
        pace.acquireRequest();
        given.add(System.nanoTime());
      }
    } catch (PausedException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(int millis) {
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
