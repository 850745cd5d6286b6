package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static io.sluice.datasetserver.DatasetServerFixture.code;
import static io.sluice.datasetserver.DatasetServerFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.datasetserver.DatasetServerFixture.SettableClock;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that allows three requests in a minute. */
@Execution(ExecutionMode.CONCURRENT)
class DatasetServerRateLimitTest {
  private static final String ME = "/organizations/me";

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock();
  private DatasetServerFixture sluice;

  @BeforeEach
  void start() throws Exception {
    RateLimit limit = new RateLimit(3, Duration.ofMinutes(1));
    sluice =
        new DatasetServerFixture(
            new DatasetServerSettings(directory, 0, Optional.of(limit)), clock, Limits.DEFAULT);
  }

  @AfterEach
  void stop() {
    sluice.close();
  }

  @Test
  void saysWhatIsLeft_inEveryAnswerToAKey() throws Exception {
    long reset = clock.instant().plusSeconds(60).plusNanos(999_999_999).getEpochSecond();
    assertLeft(2, reset, sluice.get(ME));
    clock.advance(Duration.ofSeconds(10));
    HttpResponse<String> missing = sluice.get("/nowhere");
    assertEquals(404, missing.statusCode());
    assertLeft(1, reset, missing);
    assertLeft(0, reset, sluice.createDataset("signs"));
    HttpResponse<String> unknown =
        sluice.send(
            HttpRequest.newBuilder(sluice.uri(DatasetServerFixture.API + ME))
                .header("X-API-Key", "x"));
    assertEquals(401, unknown.statusCode());
    assertEquals(Optional.empty(), unknown.headers().firstValue("X-RateLimit-Limit"));
  }

  @Test
  void answers429_untilTheOldestRequestHasLeftTheWindow() throws Exception {
    sluice.get(ME);
    clock.advance(Duration.ofMillis(20_500));
    sluice.get(ME);
    sluice.get(ME);
    HttpResponse<String> refused = sluice.get(ME);
    assertEquals(429, refused.statusCode());
    assertEquals("rate_limited", code(refused));
    assertEquals("40", refused.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(40, json(refused).at("/error/details/retry_after").intValue());
    assertEquals("0", refused.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
    clock.advance(Duration.ofSeconds(39));
    assertEquals("1", sluice.get(ME).headers().firstValue("Retry-After").orElseThrow());
    clock.advance(Duration.ofMillis(500));
    assertEquals(200, sluice.get(ME).statusCode());
    assertEquals(429, sluice.get(ME).statusCode());
  }

  @Test
  void doesNotCountTheStorageOrThePage() throws Exception {
    sluice.createDataset("signs");
    String url = sluice.slot("signs", "/", "a.png", "image/png");
    for (int i = 0; i < 5; i++) {
      assertEquals(200, sluice.put(url, "image/png", bytes("picture")).statusCode());
      sluice.send(HttpRequest.newBuilder(sluice.uri("/")));
    }
    assertEquals(201, sluice.register("signs", "/", "a.png", "image/png", 7).statusCode());
    assertEquals(429, sluice.get(ME).statusCode());
  }

  @Test
  void doesNotHoldBack_whenTheClockIsPutBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      sluice.get(ME);
    }
    clock.advance(Duration.ofHours(-5));
    assertEquals(200, sluice.get(ME).statusCode());
  }

  @Test
  void refusesALimit_thatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(0, Duration.ofHours(1)));
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, Duration.ZERO));
  }

  private static void assertLeft(int left, long reset, HttpResponse<String> reply) {
    assertEquals("3", reply.headers().firstValue("X-RateLimit-Limit").orElseThrow());
    assertEquals(
        Integer.toString(left), reply.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
    assertEquals(
        Long.toString(reset), reply.headers().firstValue("X-RateLimit-Reset").orElseThrow());
  }
}
