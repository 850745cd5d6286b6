package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.TargetHealth;
import io.sluice.upload.PoolStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatienceTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // health, parked for, retried in -> over
    "OK,          0,   0,    false",
    "REFUSED,     0,   5,    true",
    "UNREACHABLE, 14,  1,    false",
    "UNREACHABLE, 16,  1,    true",
    "THROTTLED,   100, 119,  false",
    "THROTTLED,   0,   121,  true",
    "THROTTLED,   299, 1,    false",
    "THROTTLED,   301, 1,    true",
  })
  void isOver_byHealthAndTime(TargetHealth health, int parked, int retryIn, boolean over) {
    PoolStatus status =
        new PoolStatus(
            health,
            "",
            T.plusSeconds(retryIn),
            Optional.of(T.minusSeconds(parked)),
            Optional.of(T.minusSeconds(parked)),
            0,
            0);

    assertEquals(over, Patience.DEFAULT.isOver(status, T));
  }

  @Test
  void waitsForWhatIsUnderWay_thoughTheServerAsksForPauses() {
    PoolStatus status =
        new PoolStatus(
            TargetHealth.THROTTLED,
            "",
            T.plusSeconds(1),
            Optional.empty(),
            Optional.of(T.minusSeconds(1_000)),
            1,
            9);

    assertFalse(Patience.DEFAULT.isOver(status, T));
  }

  @ParameterizedTest
  @CsvSource({"1, UNREACHABLE", "121, THROTTLED"})
  void serverThatTakesNothingForItsPausesIsUnreachable(int retryIn, TargetTrouble.Kind kind) {
    PoolStatus status =
        new PoolStatus(
            TargetHealth.THROTTLED,
            "slow down",
            T.plusSeconds(retryIn),
            Optional.empty(),
            Optional.of(T.minusSeconds(301)),
            0,
            9);

    assertTrue(Patience.DEFAULT.isOver(status, T));
    assertEquals(new TargetTrouble("fake", kind, "slow down"), TargetTrouble.of("fake", status, T));
  }
}
