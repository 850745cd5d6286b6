package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RestartBackoffTest {
  @Test
  void doublesToAMinute_andStartsOverAfterAHealthyRun() {
    RestartBackoff backoff = new RestartBackoff();
    List<Long> delays =
        Stream.of(0, 0, 59, 0, 0, 0, 0, 0, 60, 0)
            .map(ran -> backoff.delayAfter(Duration.ofSeconds(ran)).toSeconds())
            .toList();
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 1L, 2L), delays);
  }
}
