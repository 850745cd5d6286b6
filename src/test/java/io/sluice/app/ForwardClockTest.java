package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.app.SetBackScript.Jump;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ForwardClockTest {
  private static final Duration YEAR = Duration.ofDays(365);

  private final SetBackScript time = new SetBackScript();
  private final ForwardClock clock = time.clock();

  @Test
  void isTheWallClock_whileNobodySetsThat() {
    time.pass(Duration.ofHours(5));
    assertEquals(time.wallTime(), clock.instant());
    assertEquals(clock.instant(), clock.onWall(clock.instant()));
  }

  @ParameterizedTest
  @EnumSource
  void timeThatPassesIsSeen_whateverTheWallClockWasSetTo(Jump jump) {
    time.pass(Duration.ofMinutes(1));
    Instant before = clock.instant();
    time.jump(jump);
    assertFalse(clock.instant().isBefore(before));
    Instant after = clock.instant();
    time.pass(Duration.ofSeconds(30));
    assertEquals(Duration.ofSeconds(30), Duration.between(after, clock.instant()));
  }

  @Test
  void sleepOfTheMachineCounts() {
    Instant before = clock.instant();
    time.set(Duration.ofHours(8));
    assertEquals(Duration.ofHours(8), Duration.between(before, clock.instant()));
  }

  @Test
  void timesCrossOverToTheWall_andBack() {
    clock.instant();
    time.set(YEAR);
    clock.instant();
    time.set(YEAR.negated());
    Instant probe = clock.instant().plusSeconds(30);
    assertEquals(time.wallTime().plusSeconds(30), clock.onWall(probe));
    assertEquals(probe, clock.ofWall(clock.onWall(probe)));
  }

  @Test
  void neverGoesBack_andNeverStandsStill() {
    long seed = System.nanoTime();
    System.out.println("seed of the forward clock test: " + seed);
    Random random = new Random(seed);
    Instant last = clock.instant();
    for (int i = 0; i < 10_000; i++) {
      time.set(Duration.ofMillis(random.nextLong(-100_000_000, 100_000_000)));
      Duration step = Duration.ofNanos(random.nextLong(1, 1_000_000));
      time.pass(step);
      Instant now = clock.instant();
      assertFalse(now.isBefore(last.plus(step)));
      last = now;
    }
  }
}
