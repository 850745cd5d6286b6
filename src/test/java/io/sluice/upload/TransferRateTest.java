package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How fast bytes go out. */
class TransferRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void slowUplinkMakesGroupsSmall_andAFastOneLarge() {
    assertEquals(1_000_000, new TransferRate().bytesIn(Duration.ofSeconds(10)));
    assertTrue(measured(10_000, 30).bytesIn(Duration.ofSeconds(1)) < 12_000);
    assertTrue(measured(50_000_000, 30).bytesIn(Duration.ofSeconds(1)) > 40_000_000);
  }

  @Test
  void timeInWhichNothingIsSentDoesNotCount() {
    TransferRate rate = new TransferRate();
    for (int i = 0; i < 30; i++) {
      rate.begun(i * 100L * SECOND);
      rate.ended(i * 100L * SECOND + SECOND, 1_000_000);
    }
    long expected = rate.bytesIn(Duration.ofSeconds(1));
    assertTrue(expected > 900_000 && expected < 1_100_000, "bytes a second: " + expected);
  }

  @Test
  void parallelTransfersAddUp() {
    TransferRate rate = new TransferRate();
    for (int i = 0; i < 40; i++) {
      rate.begun(i * SECOND);
      rate.begun(i * SECOND);
      rate.ended((i + 1) * SECOND, 500_000);
      rate.ended((i + 1) * SECOND, 500_000);
    }
    long expected = rate.bytesIn(Duration.ofSeconds(1));
    assertTrue(expected > 800_000 && expected < 1_200_000, "bytes a second: " + expected);
  }

  private static TransferRate measured(long bytesPerSecond, int seconds) {
    TransferRate rate = new TransferRate();
    for (int i = 0; i < seconds; i++) {
      rate.begun(i * SECOND);
      rate.ended((i + 1) * SECOND, bytesPerSecond);
    }
    return rate;
  }
}
