package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.TargetHealth;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.upload.TargetGate.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TargetGateTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");

  private final TargetGate gate = new TargetGate(new Random(7));

  private static TargetException failure(Kind kind) {
    return new TargetException(kind, "down");
  }

  private static TargetException throttled(Duration after) {
    return new TargetException(Kind.THROTTLED, "slow down", after, null);
  }

  @Test
  void letsOneProbeThroughAtATime_whenUnreachable() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);

    assertEquals(TargetHealth.UNREACHABLE, gate.health());
    assertEquals(Admission.WAIT, gate.admit(T));
    Instant later = gate.until();
    assertEquals(Admission.PROBE, gate.admit(later));
    assertEquals(Admission.WAIT, gate.admit(later));
    gate.probeAnswered();
    assertEquals(Admission.WORK, gate.admit(later));
  }

  @Test
  void probesAtMostAMinuteApart_howeverLongTheTargetIsAway() {
    Instant now = T;
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), now);
    int probes = 0;
    while (now.isBefore(T.plus(Duration.ofDays(3)))) {
      Duration wait = Duration.between(now, gate.until());
      assertTrue(wait.compareTo(Duration.ofSeconds(60)) <= 0, wait::toString);
      now = gate.until();
      assertEquals(Admission.PROBE, gate.admit(now));
      gate.probeFailed(failure(Kind.UNREACHABLE), now);
      probes++;
    }
    assertTrue(probes < 72 * 3600 / 10, "polite: " + probes);
    assertEquals(T, gate.parkedSince().orElseThrow());
  }

  @Test
  void isNotParkedLonger_whenWorkThatWasUnderWayFailsToo() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    Instant until = gate.until();

    for (int i = 0; i < 7; i++) {
      gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T.plusMillis(i));
    }

    assertEquals(until, gate.until());
  }

  @Test
  void parks_onlyAfterSeveralFailuresOfTheServersOwnInARow() {
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(Stage.RESERVE, failure(Kind.FAULTY), T);
      assertEquals(TargetHealth.OK, gate.health());
    }
    gate.succeeded(Stage.RESERVE);
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(Stage.RESERVE, failure(Kind.FAULTY), T);
    }
    assertEquals(TargetHealth.OK, gate.health());
    gate.failed(Stage.RESERVE, failure(Kind.FAULTY), T);
    assertEquals(TargetHealth.UNREACHABLE, gate.health());
  }

  @ParameterizedTest
  @EnumSource
  void parks_whenOneStageFails_thoughTheOthersDoNot(Stage stage) {
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      succeedAllBut(stage);
      gate.failed(stage, failure(Kind.FAULTY), T);
    }
    succeedAllBut(stage);
    assertEquals(TargetHealth.OK, gate.health());
    gate.failed(stage, failure(Kind.FAULTY), T);
    assertEquals(TargetHealth.UNREACHABLE, gate.health());

    succeedAllBut(stage);
    assertEquals(TargetHealth.UNREACHABLE, gate.health(), "late answers of other stages");
    gate.succeeded(stage);
    assertEquals(TargetHealth.OK, gate.health());
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(stage, failure(Kind.FAULTY), T);
      gate.succeeded(stage);
    }
    assertEquals(TargetHealth.OK, gate.health());
  }

  private void succeedAllBut(Stage failing) {
    for (Stage stage : Stage.values()) {
      if (stage != failing) {
        gate.succeeded(stage);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "REFUSED"})
  void isOnTrial_andParkedForLonger_whenGoodProbesProveNothing(Kind kind) {
    Instant now = T;
    Duration wait = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      succeedAllBut(Stage.COMMIT);
      gate.failed(Stage.COMMIT, failure(kind), now);
      wait = Duration.between(now, gate.until());
      now = gate.until();
      assertEquals(Admission.PROBE, gate.admit(now));
      gate.probeAnswered();
      assertEquals(Admission.WORK, gate.admit(now));
      assertEquals(i > 0, gate.isOnTrial(), "after " + i);
    }
    assertTrue(wait.compareTo(TargetGate.LONGEST_PARK.dividedBy(2)) >= 0, wait::toString);
    assertEquals(T, gate.parkedSince().orElseThrow());
    gate.succeeded(Stage.COMMIT);
    assertFalse(gate.isOnTrial());
    assertFalse(gate.parkedSince().isPresent());
  }

  @Test
  void isAtFullSpeedAtOnce_whenTheFirstGoodProbeWasRight() {
    gate.failed(Stage.TRANSFER, failure(Kind.UNREACHABLE), T);
    gate.admit(gate.until());
    gate.probeAnswered();
    assertFalse(gate.isOnTrial());
  }

  @Test
  void oneFaultIsEnough_whileOnTrial() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    for (int i = 0; i < 2; i++) {
      gate.admit(gate.until());
      gate.probeAnswered();
      gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), gate.until());
    }
    gate.admit(gate.until());
    gate.probeAnswered();
    assertTrue(gate.isOnTrial());
    gate.failed(Stage.RESERVE, failure(Kind.FAULTY), gate.until());
    assertEquals(TargetHealth.UNREACHABLE, gate.health());
  }

  @Test
  void failuresAreForgotten_whenTheirStageIsNotUsedAnyMore() {
    gate.failed(Stage.NAMES, failure(Kind.UNREACHABLE), T);
    Instant back = gate.until();
    gate.admit(back);
    gate.probeAnswered();
    gate.admit(back.plus(TargetGate.FORGET_AFTER));
    assertTrue(gate.parkedSince().isPresent());
    gate.admit(back.plus(TargetGate.FORGET_AFTER).plusMillis(1));
    assertFalse(gate.parkedSince().isPresent());
  }

  @Test
  void leavesTheTargetAlone_untilTheTimeItAskedFor() {
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(37)), T);

    assertEquals(Admission.WAIT, gate.admit(T.plusMillis(36_999)));
    assertEquals(Admission.WORK, gate.admit(T.plusSeconds(37)));
    assertEquals(TargetHealth.OK, gate.health());
  }

  @Test
  void keepsTheLongerWait_whenSeveralRequestsWereThrottled() {
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(37)), T);
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(5)), T.plusSeconds(1));
    assertEquals(T.plusSeconds(37), gate.until());
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(90)), T.plusSeconds(2));
    assertEquals(T.plusSeconds(92), gate.until());
  }

  @Test
  void staysThrottled_whenAProbeIsAnsweredThatWasBegunBefore() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    Instant now = gate.until();
    assertEquals(Admission.PROBE, gate.admit(now));
    gate.failed(Stage.TRANSFER, throttled(Duration.ofSeconds(37)), now);
    gate.probeAnswered();
    assertEquals(Admission.WAIT, gate.admit(now.plusSeconds(36)));
    assertEquals(Admission.WORK, gate.admit(now.plusSeconds(37)));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "REFUSED"})
  void keepsTheWaitThatWasAskedFor_whenALateAnswerIsWorse(Kind kind) {
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(37)), T);
    gate.failed(Stage.TRANSFER, failure(kind), T.plusSeconds(1));
    assertEquals(Admission.WAIT, gate.admit(T.plusSeconds(36)));
    assertEquals(Admission.PROBE, gate.admit(T.plusSeconds(37)));
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheTargetAlone_whenAFailureOfItsOwnSaysForHowLong(Stage stage) {
    gate.failed(stage, new TargetException(Kind.FAULTY, "busy", Duration.ofSeconds(37), null), T);
    assertEquals(Admission.WAIT, gate.admit(T.plusSeconds(36)));
    assertEquals(Admission.WORK, gate.admit(T.plusSeconds(37)));
    assertEquals(1, gate.failuresInARow(stage));
  }

  @Test
  void outageIsCountedFromItsOwnBegin_thoughAnotherStageFailedBefore() {
    gate.failed(Stage.COMMIT, failure(Kind.UNREACHABLE), T);
    gate.admit(gate.until());
    gate.probeAnswered();
    Instant later = T.plusSeconds(90);
    gate.succeeded(Stage.TRANSFER);
    gate.admit(later);
    gate.failed(Stage.TRANSFER, failure(Kind.UNREACHABLE), later);
    assertEquals(later, gate.parkedSince().orElseThrow());
    Instant probed = gate.until();
    gate.admit(probed);
    gate.probeFailed(failure(Kind.UNREACHABLE), probed);
    assertEquals(later, gate.parkedSince().orElseThrow());
  }

  @Test
  void staysThrottled_whenALateAnswerWasASuccess() {
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(37)), T);
    gate.succeeded(Stage.RESERVE);

    assertEquals(Admission.WAIT, gate.admit(T.plusSeconds(1)));
  }

  @Test
  void letsNoSecondProbeThrough_whenWorkFailsWhileOneIsUnderWay() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    Instant now = gate.until();
    assertEquals(Admission.PROBE, gate.admit(now));
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), now);
    gate.failed(Stage.RESERVE, failure(Kind.REFUSED), now);
    assertEquals(Admission.WAIT, gate.admit(now.plusSeconds(60)));
    gate.probeFailed(failure(Kind.UNREACHABLE), now.plusSeconds(60));
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
  }

  @ParameterizedTest
  @EnumSource
  void isNotProbedAtOnce_whateverAProbeFailsOf(Kind kind) {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    Instant now = gate.until();
    assertEquals(Admission.PROBE, gate.admit(now));
    gate.probeFailed(failure(kind), now);
    assertEquals(Admission.WAIT, gate.admit(now));
  }

  @Test
  void knowsSinceWhenNothingWasDone_thoughOnlyShortPausesWereAskedFor() {
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(1)), T);
    assertEquals(Admission.WORK, gate.admit(T.plusSeconds(1)));
    gate.failed(Stage.RESERVE, throttled(Duration.ofSeconds(1)), T.plusSeconds(1));
    assertEquals(T, gate.idleSince().orElseThrow());
    gate.succeeded(Stage.RESERVE);
    assertFalse(gate.idleSince().isPresent());
  }

  @Test
  void probesAgain_whenAProbeWasCutOff() {
    gate.failed(Stage.RESERVE, failure(Kind.REFUSED), T);
    assertEquals(TargetHealth.REFUSED, gate.health());
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
    gate.probeAbandoned();
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
  }

  @Test
  void remembersSinceWhenNothingSucceeded_thoughAProbeWasAnswered() {
    gate.failed(Stage.RESERVE, failure(Kind.UNREACHABLE), T);
    gate.admit(gate.until());
    gate.probeAnswered();
    assertEquals(T, gate.parkedSince().orElseThrow());

    gate.succeeded(Stage.RESERVE);
    assertFalse(gate.parkedSince().isPresent());
  }
}
