package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import io.sluice.pace.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers that tell times and limits: nonsense is no answer, and no answer is out of range. */
class HeaderFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> VALUES =
      List.of(
          "3",
          "86400",
          "Sun, 22 Nov 2026 10:00:03 GMT",
          "Sunday, 22-Nov-26 10:00:03 GMT",
          "Sun Nov 22 10:00:03 2026",
          "99999999999999999999",
          "1795341600",
          "-1",
          "");
  private static final List<String> WORDS =
      List.of("", "0", "9999999999", "-", " ", "GMT", "Feb 31", ":", "+", "e9", ".5", ",", "é");

  @Test
  void staysInRange_whateverTheHeadersSay() {
    fuzz(8_000);
  }

  @Test
  @Tag("sweep")
  void staysInRange_whateverTheHeadersSay_manyTimes() {
    fuzz(2_000_000);
  }

  private static void fuzz(int rounds) {
    new Mutations("headers").feedText(rounds, VALUES, WORDS, HeaderFuzzTest::look);
  }

  private static void look(byte[] input) {
    String value = headerText(input);
    Headers headers =
        Headers.of(
            "Retry-After", value,
            "Date", value,
            "Location", value,
            "X-RateLimit-Limit", value,
            "X-RateLimit-Remaining", value,
            "X-RateLimit-Reset", value);
    HttpReply reply = new HttpReply(429, headers, ByteString.EMPTY, false);
    reply.retryAfter(NOW).ifPresent(HeaderFuzzTest::assertInRange);
    new HttpReply(429, headers.newBuilder().removeAll("Date").build(), ByteString.EMPTY, false)
        .retryAfter(NOW)
        .ifPresent(HeaderFuzzTest::assertInRange);
    reply.rateLimit(NOW).resetIn().ifPresent(HeaderFuzzTest::assertInRange);
    assertNotNull(reply.redirectHost());
    assertNotNull(ShownUrl.within(value));
  }

  /** What can arrive in a header at all. */
  private static String headerText(byte[] input) {
    return new String(input, StandardCharsets.UTF_8).replaceAll("[^\\t\\x20-\\x7e]", "");
  }

  private static void assertInRange(Duration wait) {
    assertFalse(wait.isNegative(), () -> "" + wait);
    assertTrue(wait.compareTo(Pace.LONGEST_PAUSE) <= 0, () -> "" + wait);
  }
}
