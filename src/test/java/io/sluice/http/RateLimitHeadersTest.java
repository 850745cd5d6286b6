package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.pace.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void readsAllThree() {
    assertEquals(
        new RateLimit(
            OptionalLong.of(1000), OptionalLong.of(7), Optional.of(Duration.ofSeconds(90))),
        read(
            "X-RateLimit-Limit", "1000",
            "x-ratelimit-remaining", " 7 ",
            "X-RateLimit-Reset", "" + NOW.plusSeconds(90).getEpochSecond()));
  }

  @Test
  void saysNothing_whenNothingIsSaid() {
    assertEquals(RateLimit.UNTOLD, read());
  }

  @Test
  void measuresTheReset_byTheServersClock() {
    assertEquals(
        Optional.of(Duration.ofSeconds(5)),
        read(
                "Date",
                "Sun, 22 Nov 2026 08:00:00 GMT",
                "X-RateLimit-Reset",
                "" + NOW.minusSeconds(7195).getEpochSecond())
            .resetIn());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "37, 37", "86400, 86400"})
  void takesASmallNumber_asSecondsFromNow(String value, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), reset(value));
  }

  @Test
  void takesAWindowThatHasJustEnded_asEnded() {
    assertEquals(Optional.of(Duration.ZERO), reset("" + NOW.minusSeconds(60).getEpochSecond()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "soon",
        "1e9",
        "12.5",
        "86401",
        "99999999",
        "1000000000",
        "1795500000000",
        "999999999999999999",
        "9999999999999999999999",
        "0x10",
        "+5",
        "1 000"
      })
  void ignoresAResetThatIsNone(String value) {
    assertEquals(Optional.empty(), reset(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "many", "5, 5;w=60", "1000000001", "99999999999999999999"})
  void ignoresCountsThatAreNone(String value) {
    assertEquals(
        RateLimit.UNTOLD, read("X-RateLimit-Limit", value, "X-RateLimit-Remaining", value));
  }

  @Test
  void ignoresALimitOfNothing_butNotThatNothingRemains() {
    assertEquals(
        new RateLimit(OptionalLong.empty(), OptionalLong.of(0), Optional.empty()),
        read("X-RateLimit-Limit", "0", "X-RateLimit-Remaining", "0"));
  }

  private static Optional<Duration> reset(String value) {
    return read("X-RateLimit-Reset", value).resetIn();
  }

  private static RateLimit read(String... headers) {
    return new HttpReply(200, Headers.of(headers), ByteString.EMPTY, false).rateLimit(NOW);
  }
}
