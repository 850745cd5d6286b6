package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.TargetHealth;
import io.sluice.upload.PoolStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FollowPatienceTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static PoolStatus status(TargetHealth health, int retryAt, int parkedSince) {
    return new PoolStatus(
        health,
        "why",
        START.plusSeconds(retryAt),
        Optional.of(START.plusSeconds(parkedSince)),
        Optional.empty(),
        0,
        0);
  }

  @Test
  void believesARefusal_onlyOnceItWasFoundOutAgain() {
    PoolStatus before = status(TargetHealth.REFUSED, 20, -3_600);
    FollowPatience patience = new FollowPatience(START, before);
    assertFalse(patience.isOver(before, START.plusSeconds(10)));
    assertTrue(patience.isOver(status(TargetHealth.REFUSED, 50, -3_600), START.plusSeconds(21)));
    assertTrue(patience.isOver(before, START.plusSeconds(41)));
  }

  @Test
  void givesAnUnreachableTargetItsTime_fromTheHandOverOn() {
    FollowPatience patience =
        new FollowPatience(START, status(TargetHealth.UNREACHABLE, 1, -3_600));
    assertFalse(
        patience.isOver(status(TargetHealth.UNREACHABLE, 10, -3_600), START.plusSeconds(5)));
    assertTrue(
        patience.isOver(status(TargetHealth.UNREACHABLE, 10, -3_600), START.plusSeconds(16)));
  }

  @Test
  void believesWhatWasFoundOutSince() {
    FollowPatience patience = new FollowPatience(START, status(TargetHealth.OK, -1, -1));
    assertTrue(patience.isOver(status(TargetHealth.REFUSED, 5, 1), START.plusSeconds(2)));
    assertTrue(patience.isOver(status(TargetHealth.THROTTLED, 600, 1), START.plusSeconds(2)));
    assertTrue(patience.isMissingForGood(false, START.plusSeconds(1)));
    assertFalse(patience.isMissingForGood(true, START.plusSeconds(1)));
    assertTrue(patience.isMissingForGood(true, START.plusSeconds(41)));
  }
}
