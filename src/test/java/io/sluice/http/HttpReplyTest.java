package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReplyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "3, 3",
    "' 37 ', 37",
    "86400, 86400",
    "86401, 86400",
    "99999999999999999999999, 86400",
    "'Sun, 22 Nov 2026 08:00:03 GMT', 3",
    "'Sun, 22 Nov 2026 07:00:00 GMT', 0",
    "'Fri, 22 Jan 2027 07:00:00 GMT', 86400",
  })
  void understandsRetryAfter(String value, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), retryAfter("Retry-After", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "", "1.5", "0x10", "Sun, 99 Foo"})
  void takesGarbageForNoRetryAfter(String value) {
    assertEquals(Optional.empty(), retryAfter("Retry-After", value));
  }

  @Test
  void measuresADateAgainstTheServersClock() {
    assertEquals(
        Optional.of(Duration.ofSeconds(5)),
        retryAfter(
            "Retry-After", "Sun, 22 Nov 2026 10:00:05 GMT",
            "Date", "Sun, 22 Nov 2026 10:00:00 GMT"));
  }

  @Test
  void hasNoRetryAfter_whenThereIsNone() {
    assertEquals(Optional.empty(), retryAfter());
  }

  @Test
  void readsJson() throws Exception {
    assertEquals(1, ReplyJson.of(json("\uFEFF{\"a\":1}")).path("a").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\":1} trailing",
        "{\"a\":1,\"a\":2}",
        "<html>Please sign in</html>",
        "{\"a\":NaN}",
        "\u0000"
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(BrokenReplyException.class, () -> ReplyJson.of(json(text)));
  }

  @Test
  void refusesDepth() throws Exception {
    ReplyJson.of(json("[".repeat(64) + "]".repeat(64)));
    assertThrows(
        BrokenReplyException.class, () -> ReplyJson.of(json("[".repeat(65) + "]".repeat(65))));
    assertThrows(BrokenReplyException.class, () -> ReplyJson.of(json("[".repeat(100_000))));
  }

  private static Optional<Duration> retryAfter(String... headers) {
    return new HttpReply(429, Headers.of(headers), ByteString.EMPTY, false).retryAfter(NOW);
  }

  private static HttpReply json(String text) {
    return new HttpReply(200, Headers.of(), ByteString.encodeUtf8(text), false);
  }
}
