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
    gate.failed(failure(Kind.UNREACHABLE), T);

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
    gate.failed(failure(Kind.UNREACHABLE), now);
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
    gate.failed(failure(Kind.UNREACHABLE), T);
    Instant until = gate.until();

    for (int i = 0; i < 7; i++) {
      gate.failed(failure(Kind.UNREACHABLE), T.plusMillis(i));
    }

    assertEquals(until, gate.until());
  }

  @Test
  void parks_onlyAfterSeveralFailuresOfTheServersOwnInARow() {
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(failure(Kind.FAULTY), T);
      assertEquals(TargetHealth.OK, gate.health());
    }
    gate.succeeded();
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(failure(Kind.FAULTY), T);
    }
    assertEquals(TargetHealth.OK, gate.health());
    gate.failed(failure(Kind.FAULTY), T);
    assertEquals(TargetHealth.UNREACHABLE, gate.health());
  }

  @Test
  void parks_whenNoTransferSucceeds_thoughOtherStepsDo() {
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.stepDone();
      gate.transferFailed(failure(Kind.FAULTY), T);
    }
    gate.stepDone();
    gate.transferFailed(failure(Kind.FAULTY), T);
    assertEquals(TargetHealth.UNREACHABLE, gate.health());

    gate.stepDone();
    assertEquals(TargetHealth.UNREACHABLE, gate.health(), "a late answer of another step");
    gate.succeeded();
    assertEquals(TargetHealth.OK, gate.health());
    for (int i = 1; i < TargetGate.FAULTS_TO_PARK; i++) {
      gate.transferFailed(failure(Kind.FAULTY), T);
      gate.succeeded();
    }
    assertEquals(TargetHealth.OK, gate.health());
  }

  @Test
  void staysOpen_whenOtherStepsFailNowAndThen() {
    for (int i = 0; i < 2 * TargetGate.FAULTS_TO_PARK; i++) {
      gate.failed(failure(Kind.FAULTY), T);
      gate.stepDone();
    }
    assertEquals(TargetHealth.OK, gate.health());
  }

  @Test
  void leavesTheTargetAlone_untilTheTimeItAskedFor() {
    gate.failed(throttled(Duration.ofSeconds(37)), T);

    assertEquals(Admission.WAIT, gate.admit(T.plusMillis(36_999)));
    assertEquals(Admission.WORK, gate.admit(T.plusSeconds(37)));
    assertEquals(TargetHealth.OK, gate.health());
  }

  @Test
  void keepsTheLongerWait_whenSeveralRequestsWereThrottled() {
    gate.failed(throttled(Duration.ofSeconds(37)), T);
    gate.failed(throttled(Duration.ofSeconds(5)), T.plusSeconds(1));
    assertEquals(T.plusSeconds(37), gate.until());
    gate.failed(throttled(Duration.ofSeconds(90)), T.plusSeconds(2));
    assertEquals(T.plusSeconds(92), gate.until());
  }

  @Test
  void staysThrottled_whenALateAnswerWasASuccess() {
    gate.failed(throttled(Duration.ofSeconds(37)), T);
    gate.succeeded();

    assertEquals(Admission.WAIT, gate.admit(T.plusSeconds(1)));
  }

  @Test
  void letsNoSecondProbeThrough_whenWorkFailsWhileOneIsUnderWay() {
    gate.failed(failure(Kind.UNREACHABLE), T);
    Instant now = gate.until();
    assertEquals(Admission.PROBE, gate.admit(now));
    gate.failed(failure(Kind.UNREACHABLE), now);
    gate.failed(failure(Kind.REFUSED), now);
    assertEquals(Admission.WAIT, gate.admit(now.plusSeconds(60)));
    gate.probeFailed(failure(Kind.UNREACHABLE), now.plusSeconds(60));
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
  }

  @ParameterizedTest
  @EnumSource
  void isNotProbedAtOnce_whateverAProbeFailsOf(Kind kind) {
    gate.failed(failure(Kind.UNREACHABLE), T);
    Instant now = gate.until();
    assertEquals(Admission.PROBE, gate.admit(now));
    gate.probeFailed(failure(kind), now);
    assertEquals(Admission.WAIT, gate.admit(now));
  }

  @Test
  void knowsSinceWhenNothingWasDone_thoughOnlyShortPausesWereAskedFor() {
    gate.failed(throttled(Duration.ofSeconds(1)), T);
    assertEquals(Admission.WORK, gate.admit(T.plusSeconds(1)));
    gate.failed(throttled(Duration.ofSeconds(1)), T.plusSeconds(1));
    assertEquals(T, gate.idleSince().orElseThrow());
    gate.succeeded();
    assertFalse(gate.idleSince().isPresent());
  }

  @Test
  void probesAgain_whenAProbeWasCutOff() {
    gate.failed(failure(Kind.REFUSED), T);
    assertEquals(TargetHealth.REFUSED, gate.health());
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
    gate.probeAbandoned();
    assertEquals(Admission.PROBE, gate.admit(gate.until()));
  }

  @Test
  void remembersSinceWhenNothingSucceeded_thoughAProbeWasAnswered() {
    gate.failed(failure(Kind.UNREACHABLE), T);
    gate.admit(gate.until());
    gate.probeAnswered();
    assertEquals(T, gate.parkedSince().orElseThrow());

    gate.succeeded();
    assertFalse(gate.parkedSince().isPresent());
  }
}
