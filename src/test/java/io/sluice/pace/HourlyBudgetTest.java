package io.sluice.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The budget of an hour, as whoever holds a {@link Pace} sees it. */
class HourlyBudgetTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SetClock clock = new SetClock();

  @Test
  void stopsAtTheLimit_andSaysHowLong() throws Exception {
    Pace pace = pace(3);
    send(pace, 3);
    Duration wait = refused(pace);
    assertTrue(wait.compareTo(HOUR) >= 0 && wait.compareTo(HOUR.plusSeconds(20)) <= 0, "" + wait);
    clock.pass(wait.minusNanos(1));
    assertEquals(Duration.ofNanos(1), refused(pace));
    clock.pass(Duration.ofNanos(1));
    send(pace, 3);
    refused(pace);
    assertEquals(6, pace.requests());
  }

  @Test
  void saysWhoseLimitItIs() throws Exception {
    Pace pace = pace(1);
    send(pace, 1);
    String said = assertThrows(PausedException.class, pace::acquireRequest).getMessage();
    assertEquals("has had its requests for this hour", said);
    pace.requireRunning();
  }

  @Test
  void neverExceedsTheLimit_inAnyHour_howeverRequestsCome() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Pace pace = pace(200);
    List<Instant> sent = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      clock.pass(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 400_000 : 4_000)));
      if (tries(pace)) {
        sent.add(clock.now);
      }
    }
    assertTrue(sent.size() > 400, "seed " + seed + " sent " + sent.size());
    for (int i = 0; i + 200 < sent.size(); i++) {
      Duration span = Duration.between(sent.get(i), sent.get(i + 200));
      assertTrue(span.compareTo(HOUR) > 0, "seed " + seed + ": 201 requests in " + span);
    }
  }

  @Test
  void usesNearlyAllOfTheLimit_whenThereIsMoreToSend() {
    Pace pace = pace(360);
    int sent = 0;
    for (int second = 0; second < 10 * 3600; second++) {
      sent += tries(pace) ? 1 : 0;
      clock.pass(Duration.ofSeconds(1));
    }
    assertTrue(sent >= 3500 && sent <= 3600, "sent " + sent);
  }

  @Test
  void keepsTheLimit_withManyWorkers() throws Exception {
    Pace pace = pace(50);
    AtomicInteger sent = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      workers.execute(
          () -> {
            while (tries(pace)) {
              sent.incrementAndGet();
            }
          });
    }
    workers.shutdown();
    assertTrue(workers.awaitTermination(2, TimeUnit.MINUTES));
    assertEquals(50, sent.get());
  }

  @Test
  void waitsNoLonger_whenTheClockIsPutBack() throws Exception {
    Pace pace = pace(1);
    send(pace, 1);
    Duration wait = refused(pace);
    clock.now = SetClock.START.minus(Duration.ofDays(400));
    assertEquals(wait, refused(pace));
    clock.pass(wait);
    send(pace, 1);
  }

  @Test
  void goesOn_whenTheClockIsPutForward() throws Exception {
    Pace pace = pace(1);
    send(pace, 1);
    clock.pass(Duration.ofDays(400));
    send(pace, 1);
    refused(pace);
  }

  @Test
  void stopsBeforeTheServerDoes() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 1000, 12, 1800);
    send(pace, 1);
    pace.unanswered();
    send(pace, 1);
    pace.unanswered();
    assertEquals(Duration.ofMinutes(30), refused(pace));
    clock.pass(Duration.ofMinutes(30));
    send(pace, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 10})
  void stopsAtOnce_whenNextToNothingRemains(long remaining) throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 2000, remaining, 600);
    assertEquals(Duration.ofMinutes(10), refused(pace));
  }

  @Test
  void countsWhatIsOnItsWay_againstWhatRemains() throws Exception {
    Pace pace = unlimited();
    send(pace, 8);
    hear(pace, 50, 7, 600);
    refused(pace);
    for (int i = 0; i < 7; i++) {
      hear(pace, 50, 7 - i, 600);
    }
    refused(pace);
  }

  @Test
  void afterTheReset_oneGoesAhead_untilTheServerSaysWhatThereIs() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 100, 0, 60);
    clock.pass(Duration.ofSeconds(61));
    send(pace, 1);
    assertEquals(Duration.ofSeconds(1), refused(pace));
    pace.unanswered();
    send(pace, 1);
    hear(pace, 100, 99, 3600);
    send(pace, 20);
  }

  @Test
  void afterTheReset_nobodyWaits_whenThereWasEnough() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 100, 50, 60);
    clock.pass(Duration.ofSeconds(61));
    send(pace, 20);
  }

  @Test
  void keepsTheLowerCount_ofAnswersThatOvertookEachOther() throws Exception {
    Pace pace = unlimited();
    send(pace, 2);
    hear(pace, 40, 1, 600);
    hear(pace, 40, 30, 601);
    refused(pace);
  }

  @Test
  void anAnswerWithoutCounts_changesNothing() throws Exception {
    Pace pace = unlimited();
    send(pace, 2);
    hear(pace, 40, 0, 600);
    pace.answered(RateLimit.UNTOLD);
    refused(pace);
  }

  @Test
  void asksAgainAfterAMinute_whenTheServerDoesNotSayWhen() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    pace.answered(new RateLimit(OptionalLong.empty(), OptionalLong.of(0), Optional.empty()));
    assertEquals(Duration.ofMinutes(1), refused(pace));
  }

  @Test
  void neverSpins_whenTheResetIsNow() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 40, 0, 0);
    assertEquals(Duration.ofSeconds(1), refused(pace));
  }

  @Test
  void theServersWait_isNoLonger_whenTheClockIsPutBack() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 40, 0, 600);
    clock.now = SetClock.START.minus(Duration.ofDays(1));
    assertEquals(Duration.ofMinutes(10), refused(pace));
    clock.pass(Duration.ofMinutes(10));
    send(pace, 1);
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 3", "3, 5, 3", ", 4, 4"})
  void theLowerLimitHolds_ofTheServersAndTheConfigured(Long configured, long told, int holds)
      throws Exception {
    Pace pace = configured == null ? unlimited() : pace(configured);
    send(pace, 1);
    pace.answered(new RateLimit(OptionalLong.of(told), OptionalLong.empty(), Optional.empty()));
    send(pace, holds - 1);
    refused(pace);
  }

  @Test
  void aHigherRemainder_doesNotRaiseTheConfiguredLimit() throws Exception {
    Pace pace = pace(3);
    send(pace, 1);
    hear(pace, 5000, 4999, 3600);
    send(pace, 2);
    refused(pace);
  }

  @Test
  void spacing_isZero_withoutALimit() {
    assertEquals(Duration.ZERO, unlimited().spacing(2));
  }

  @Test
  void spacing_makesWhatTheServerLeavesLast_withAFifthLeftOver() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 1000, 410, 1800);
    assertSeconds(1800.0 * 2 / (0.8 * 400), pace.spacing(2));
    clock.pass(Duration.ofMinutes(15));
    assertSeconds(900.0 * 2 / (0.8 * 400), pace.spacing(2));
  }

  @Test
  void spacing_grows_asTheServersRemainderShrinks_toAMinute() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    Duration before = Duration.ZERO;
    for (long remaining : new long[] {900, 400, 200, 100, 50, 20}) {
      hear(pace, 1000, remaining, 3600);
      Duration spacing = pace.spacing(2);
      assertTrue(spacing.compareTo(before) > 0 || spacing.toSeconds() == 60, "" + spacing);
      before = spacing;
    }
    hear(pace, 1000, 0, 3600);
    assertEquals(Duration.ofSeconds(60), pace.spacing(2));
  }

  @Test
  void spacing_isForgotten_withTheServersWindow() throws Exception {
    Pace pace = unlimited();
    send(pace, 1);
    hear(pace, 1000, 400, 1800);
    clock.pass(Duration.ofMinutes(31));
    assertEquals(Duration.ZERO, pace.spacing(2));
  }

  @Test
  void spacing_afterABurst_lastsUntilTheBurstIsAnHourOld() throws Exception {
    Pace pace = pace(1000);
    assertSeconds(3620 / 800.0, pace.spacing(1));
    send(pace, 600);
    clock.pass(Duration.ofMinutes(20));
    assertSeconds(2420 / (0.8 * 400), pace.spacing(1));
  }

  @Test
  void spacing_keepsASteadyPaceSteady_andNothingIsEverRefused() throws Exception {
    Pace pace = pace(900);
    int sent = 0;
    for (Duration passed = Duration.ZERO; passed.compareTo(HOUR.multipliedBy(5)) < 0; ) {
      send(pace, 2);
      sent += 2;
      Duration spacing = pace.spacing(2);
      assertTrue(spacing.toMillis() > 8_000 && spacing.toMillis() < 12_500, "" + spacing);
      clock.pass(spacing);
      passed = passed.plus(spacing);
    }
    assertTrue(sent > 5 * 0.75 * 900 && sent < 5 * 0.85 * 900, "sent " + sent);
  }

  @Test
  void spacing_isTheLongerOfTheTwo() throws Exception {
    Pace pace = pace(10_000);
    send(pace, 1);
    hear(pace, 1000, 410, 1800);
    assertSeconds(1800.0 / (0.8 * 400), pace.spacing(1));
    hear(pace, 90_000, 80_000, 3000);
    assertSeconds(3620 / 8000.0, pace.spacing(1));
  }

  @Test
  void spacing_refusesAGroupThatTakesNothing() {
    assertThrows(IllegalArgumentException.class, () -> unlimited().spacing(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesALimitThatIsNone(long limit) {
    assertThrows(IllegalArgumentException.class, () -> pace(limit));
  }

  private Pace pace(long perHour) {
    return new Pace(1e9, OptionalLong.of(perHour), OptionalLong.empty(), clock);
  }

  private Pace unlimited() {
    return new Pace(1e9, OptionalLong.empty(), clock);
  }

  private static void send(Pace pace, int requests) throws Exception {
    for (int i = 0; i < requests; i++) {
      pace.acquireRequest();
    }
  }

  private static boolean tries(Pace pace) {
    try {
      pace.acquireRequest();
      pace.unanswered();
      return true;
    } catch (PausedException e) {
      assertFalse(e.remaining().isZero() || e.remaining().isNegative(), "" + e.remaining());
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Duration refused(Pace pace) {
    return assertThrows(PausedException.class, pace::acquireRequest).remaining();
  }

  private static void hear(Pace pace, long limit, long remaining, long resetSeconds) {
    pace.answered(
        new RateLimit(
            OptionalLong.of(limit),
            OptionalLong.of(remaining),
            Optional.of(Duration.ofSeconds(resetSeconds))));
  }

  private static void assertSeconds(double expected, Duration spacing) {
    assertEquals(expected, spacing.toNanos() / 1e9, expected / 50);
  }
}
