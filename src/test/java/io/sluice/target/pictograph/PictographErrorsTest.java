package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each status means, at each step. */
@Execution(ExecutionMode.CONCURRENT)
class PictographErrorsTest {
  @TempDir Path folder;

  private PictographFixture fixture;
  private FakePictograph server;
  private Dataset dataset;
  private SampleItems items;
  private Item item;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
    dataset = fixture.dataset();
    items = new SampleItems(folder, fixture.target(), dataset);
    item = items.create("/stop", "one.png");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, REFUSED",
    "402, insufficient_credits, REFUSED",
    "403, forbidden, REFUSED",
    "404, not_found, DATASET_MISSING",
    "405, x, FAULTY",
    "408, x, FAULTY",
    "425, x, FAULTY",
    "429, rate_limited, THROTTLED",
    "500, internal_error, FAULTY",
    "502, x, FAULTY",
    "503, x, FAULTY",
    "504, x, FAULTY",
  })
  void speaksOfTheWholeTarget_atReserve(int status, String code, Kind kind) {
    server.instead(Step.UPLOAD_URL, error(status, code, "because"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertEquals(kind, failure.kind());
    assertTrue(failure.getMessage().contains("because"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, REFUSED",
    "402, insufficient_credits, REFUSED",
    "403, forbidden, REFUSED",
    "404, dataset_not_found, DATASET_MISSING",
    "408, x, FAULTY",
    "429, rate_limited, THROTTLED",
    "500, x, FAULTY",
    "503, x, FAULTY",
  })
  void speaksOfTheWholeTarget_atRegister(int status, String code, Kind kind) throws Exception {
    Reservation sent = sent();
    server.instead(Step.REGISTER, error(status, code, "because"));
    TargetException failure = assertThrows(TargetException.class, () -> commit(sent));
    assertEquals(kind, failure.kind());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void rejectsTheItem_withTheServersWords(int status) throws Exception {
    server.instead(
        Step.UPLOAD_URL,
        reply(
            status,
            "{\"error\":{\"code\":\"validation_error\",\"message\":\"no \\u001b[31m good\","
                + "\"details\":{\"errors\":[{\"loc\":[\"body\",\"filename\"],\"msg\":\"odd\"}]}}}"));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, reserve());
    assertEquals(status, rejected.status());
    assertEquals("no \\x1b[31m good (body.filename: odd) (HTTP " + status + ")", rejected.reason());
    Reservation sent = sent();
    server.instead(Step.REGISTER, error(status, "validation_error", "bad"));
    assertInstanceOf(ItemOutcome.Rejected.class, commit(sent));
  }

  @Test
  void cutsTheServersWords() throws Exception {
    server.instead(Step.UPLOAD_URL, error(422, "validation_error", "x".repeat(10_000)));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, reserve());
    assertTrue(rejected.reason().length() < 520);
  }

  @ParameterizedTest
  @CsvSource({
    "409, conflict, taken",
    "409, '', taken",
    "409, already_exists, taken",
    "400, bad_request, 'one.png already exists in /stop'",
  })
  void asksWhoHasTheName(int status, String code, String message) throws Exception {
    server.instead(Step.UPLOAD_URL, error(status, code, message));
    assertInstanceOf(ItemOutcome.NameTaken.class, reserve());
    Reservation sent = sent();
    server.instead(Step.REGISTER, error(status, code, message));
    assertInstanceOf(ItemOutcome.NameTaken.class, commit(sent));
  }

  @Test
  void waits_whenTheSameRequestIsStillUnderWay() throws Exception {
    Reservation sent = sent();
    server.instead(Step.REGISTER, error(409, "idempotency_in_progress", "already exists: wait"));
    ItemOutcome.Retry retry = assertInstanceOf(ItemOutcome.Retry.class, commit(sent));
    assertEquals(Duration.ofSeconds(1), retry.after());
  }

  @Test
  void triesAgain_whenAConflictIsAboutSomethingElse() throws Exception {
    server.instead(Step.UPLOAD_URL, error(409, "dataset_frozen", "cold storage"));
    assertInstanceOf(ItemOutcome.Retry.class, reserve());
  }

  @Test
  void isRefused_whenTheServerDoesNotKnowAParameter() {
    server.instead(
        Step.UPLOAD_URL, error(400, "validation_error", "Unknown query parameter(s): dataset"));
    assertEquals(Kind.REFUSED, assertThrows(TargetException.class, this::reserve).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "404, upload_not_found, no bytes",
    "404, not_found, nothing there",
    "410, gone, gone",
    "422, size_mismatch, short",
    "422, idempotency_key_reused, other body",
  })
  void sendsAgain_whenWhatWasSentIsNotThere(int status, String code, String message)
      throws Exception {
    Reservation sent = sent();
    server.instead(Step.REGISTER, error(status, code, message));
    assertInstanceOf(ItemOutcome.ReservationLost.class, commit(sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><title>Sign in</title></html>",
        "",
        "{\"data\":",
        "[]",
        "{\"data\":{\"id\":null,\"filename\":\"one.png\"}}",
        "{\"data\":{\"id\":[1],\"filename\":\"one.png\"}}",
        "{\"id\":\"1\",\"id\":\"2\",\"filename\":\"one.png\"}"
      })
  void isFaulty_whenSuccessIsNotWhatItShouldBe(String body) throws Exception {
    Reservation sent = sent();
    server.instead(Step.REGISTER, reply(200, body));
    assertEquals(Kind.FAULTY, assertThrows(TargetException.class, () -> commit(sent)).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"detail\":\"plain\"}", "{\"error\":\"conflict\",\"message\":\"plain\"}"})
  void readsOlderShapesOfErrors(String body) throws Exception {
    server.instead(Step.UPLOAD_URL, reply(422, body));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, reserve());
    assertEquals("plain (HTTP 422)", rejected.reason());
  }

  @Test
  void pausesEverything_byTheBodysWait_whenThereIsNoHeader() {
    server.instead(
        Step.UPLOAD_URL,
        reply(429, "{\"error\":{\"code\":\"rate_limited\",\"details\":{\"retry_after\":37}}}"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertEquals(Duration.ofSeconds(37), failure.retryAfter());
    assertEquals(Duration.ofSeconds(37), fixture.pace().remainingPause());
  }

  @Test
  void pausesEverything_whenAFailingServerAsksForIt() {
    server.instead(Step.UPLOAD_URL, with(error(503, "x", "maintenance"), "Retry-After", "120"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertEquals(Kind.FAULTY, failure.kind());
    assertEquals(Duration.ofMinutes(2), fixture.pace().remainingPause());
  }

  @Test
  void doesNotPause_whenTheWaitIsOver() {
    server.instead(Step.UPLOAD_URL, with(error(429, "x", "y"), "Retry-After", "0"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertEquals(Duration.ZERO, failure.retryAfter());
    assertEquals(Duration.ZERO, fixture.pace().remainingPause());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void namesTheHostOnly_whenPointedElsewhere(int status) {
    server.instead(
        Step.UPLOAD_URL, with(reply(status, ""), "Location", "https://evil.example/x?sig=canary"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertEquals(Kind.FAULTY, failure.kind());
    assertTrue(failure.getMessage().contains("evil.example"), failure.getMessage());
    assertFalse(failure.getMessage().contains("canary"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 422, 429, 500})
  void showsNeitherKeyNorSignature_whenTheServerSendsThemBack(int status) throws Exception {
    server.instead(
        Step.UPLOAD_URL,
        error(status, "x", "key " + FakePictograph.KEY + " at https://s/o?sig=canary"));
    String shown;
    try {
      shown = reserve().toString();
    } catch (TargetException e) {
      shown = e.getMessage();
    }
    assertFalse(shown.contains("canary"), shown);
    assertTrue(shown.contains("https://s/o"), shown);
  }

  @Test
  void showsWhereToPay() {
    server.instead(
        Step.UPLOAD_URL,
        reply(
            402,
            "{\"error\":{\"message\":\"no credits\","
                + "\"details\":{\"upgrade_url\":\"https://pay.example/up\"}}}"));
    TargetException failure = assertThrows(TargetException.class, this::reserve);
    assertTrue(failure.getMessage().contains("https://pay.example/up"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void takesANewUrl_whenTheStorageDoesNotTakeThisOne(int status) throws Exception {
    server.instead(Step.PUT, reply(status, "<Error><Code>AccessDenied</Code></Error>"));
    assertInstanceOf(ItemOutcome.ReservationLost.class, transfer(reserved()));
  }

  @Test
  void takesANewUrl_whenTheStorageCallsItExpired() throws Exception {
    server.instead(Step.PUT, reply(400, "<Error><Code>ExpiredToken</Code></Error>"));
    assertInstanceOf(ItemOutcome.ReservationLost.class, transfer(reserved()));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 411, 413, 418})
  void rejectsTheItem_whenTheStorageDoes(int status) throws Exception {
    server.instead(Step.PUT, reply(status, "<Error><Code>EntityTooLarge</Code></Error>"));
    ItemOutcome.Rejected rejected =
        assertInstanceOf(ItemOutcome.Rejected.class, transfer(reserved()));
    assertTrue(rejected.reason().contains("EntityTooLarge"), rejected.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412, 425})
  void triesAgain_whenTheStorageWasUnlucky(int status) throws Exception {
    server.instead(Step.PUT, reply(status, ""));
    assertInstanceOf(ItemOutcome.Retry.class, transfer(reserved()));
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED",
    "408, FAULTY",
    "500, FAULTY",
    "503, FAULTY",
    "507, FAULTY",
    "307, FAULTY"
  })
  void blamesTheTarget_whenItsStorageFails(int status, Kind kind) throws Exception {
    Reservation reservation = reserved();
    server.instead(Step.PUT, reply(status, ""));
    TargetException failure = assertThrows(TargetException.class, () -> transfer(reservation));
    assertEquals(kind, failure.kind());
  }

  @Test
  void saysThatThereIsNoRoom_whenTheStorageIsFull() throws Exception {
    Reservation reservation = reserved();
    server.instead(Step.PUT, reply(507, "<Error><Code>InsufficientStorage</Code></Error>"));
    TargetException failure = assertThrows(TargetException.class, () -> transfer(reservation));
    assertTrue(failure.getMessage().contains("has no room left"), failure.getMessage());
  }

  @Test
  void triesAgain_whenTheStorageHasOtherBytes() throws Exception {
    server.afterwards(Step.PUT, with(reply(200, ""), "ETag", "\"" + "0".repeat(32) + "\""));
    assertInstanceOf(ItemOutcome.Retry.class, transfer(reserved()));
    server.afterwards(
        Step.PUT,
        with(reply(200, ""), "x-goog-hash", "crc32c=AAAAAA==,md5=AAAAAAAAAAAAAAAAAAAAAA=="));
    assertInstanceOf(ItemOutcome.Retry.class, transfer(reserved()));
  }

  @Test
  void makesNothingOfATag_thatIsNoMd5() throws Exception {
    server.afterwards(Step.PUT, with(reply(200, ""), "ETag", "W/\"abc-1\""));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(reserved()));
    MockResponse encrypted = with(reply(200, ""), "ETag", "\"" + "0".repeat(32) + "\"");
    server.afterwards(Step.PUT, with(encrypted, "x-amz-server-side-encryption", "aws:kms"));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(reserved()));
  }

  private Reservation sent() throws Exception {
    Reservation reservation = reserved();
    assertInstanceOf(ItemOutcome.Sent.class, transfer(reservation));
    return reservation;
  }

  private Reservation reserved() throws Exception {
    return assertInstanceOf(ItemOutcome.Reserved.class, reserve()).reservation();
  }

  private ItemOutcome reserve() throws TargetException, InterruptedException {
    return fixture.target().reserve(dataset, List.of(item)).get(0);
  }

  private ItemOutcome transfer(Reservation reservation)
      throws TargetException, InterruptedException {
    return fixture.target().transfer(item, item.parts().get(0), reservation);
  }

  private ItemOutcome commit(Reservation reservation) throws TargetException, InterruptedException {
    return fixture.target().commit(dataset, List.of(new SentItem(item, reservation))).get(0);
  }

  private static MockResponse with(MockResponse reply, String name, String value) {
    return reply.newBuilder().addHeader(name, value).build();
  }
}
