package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.StepScripts.Step;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says about its limit is obeyed, whatever else it answers. */
class PictographBudgetTest {
  private static final String OWNER = "{\"organization\":{\"name\":\"x\"}}";

  private PictographFixture fixture;
  private FakePictograph server;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500, 401, 429})
  void sendsNothing_whenNothingRemains_byAnswersAndErrors(int status) throws Exception {
    MockResponse answer = status == 200 ? reply(200, OWNER) : error(status, "x", "y");
    server.instead(Step.ORGANIZATION, limited(answer, 1000, 3, 1800));
    try {
      fixture.target().check();
    } catch (TargetException e) {
      assertEquals(status == 200, false, e.toString());
    }
    TargetException parked = assertThrows(TargetException.class, fixture.target()::check);
    assertEquals(Kind.THROTTLED, parked.kind());
    assertEquals(Duration.ofMinutes(30), parked.retryAfter());
    assertEquals("127.0.0.1 has had its requests for this hour", parked.getMessage());
    assertEquals(1, server.requests(Step.ORGANIZATION).size());
    fixture.pass(Duration.ofMinutes(30));
    server.instead(Step.ORGANIZATION, limited(reply(200, OWNER), 1000, 999, 3600));
    assertEquals("organisation x", fixture.target().check());
  }

  @Test
  void tellsHowFarApartGroupsMustBe() throws Exception {
    server.instead(Step.ORGANIZATION, limited(reply(200, OWNER), 1000, 210, 1800));
    fixture.target().check();
    assertEquals(22_500, fixture.pace().spacing(2).toMillis());
  }

  @Test
  void isNotHeldBack_byRequestsThatWereNeverAnswered() throws Exception {
    server.instead(Step.ORGANIZATION, limited(reply(200, OWNER), 10, 4, 1800));
    fixture.target().check();
    for (int i = 0; i < 3; i++) {
      server.instead(
          Step.ORGANIZATION,
          new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      TargetException lost = assertThrows(TargetException.class, fixture.target()::check);
      assertEquals(Kind.UNREACHABLE, lost.kind());
    }
    server.instead(Step.ORGANIZATION, limited(reply(200, OWNER), 10, 9, 3600));
    fixture.target().check();
    fixture.target().check();
  }

  private static MockResponse limited(MockResponse reply, long limit, long remaining, long reset) {
    return reply
        .newBuilder()
        .addHeader("X-RateLimit-Limit", limit)
        .addHeader("X-RateLimit-Remaining", remaining)
        .addHeader("X-RateLimit-Reset", reset)
        .build();
  }
}
