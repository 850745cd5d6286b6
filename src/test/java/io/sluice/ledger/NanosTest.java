package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NanosTest {
  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1_000_000_001, -1, 0, 1, Long.MAX_VALUE})
  void everyNumberIsATime(long nanos) {
    assertEquals(nanos, Nanos.of(Nanos.toInstant(nanos)));
  }

  @Test
  void timesOutOfRangeBecomeTheNearest() {
    assertEquals(Long.MIN_VALUE, Nanos.of(Instant.MIN));
    assertEquals(Long.MAX_VALUE, Nanos.of(Instant.MAX));
  }
}
