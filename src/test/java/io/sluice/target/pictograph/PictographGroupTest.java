package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.json;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
import tools.jackson.databind.JsonNode;

/** Groups against servers that answer oddly. */
@Execution(ExecutionMode.CONCURRENT)
class PictographGroupTest {
  private static final String URL = "https://storage.example/";

  @TempDir Path folder;

  private PictographFixture fixture;
  private FakePictograph server;
  private Dataset dataset;
  private SampleItems items;
  private List<Item> group;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
    dataset = fixture.dataset();
    items = new SampleItems(folder, fixture.target(), dataset);
    group = List.of(items.create("/", "a.png"), items.create("/x", "a.png"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void speaksTheWire() throws Exception {
    commit(sent());
    assertEquals(
        "{\"dataset\":\"ds-0\",\"images\":[{\"filename\":\"a.png\",\"directory_path\":\"/\","
            + "\"content_type\":\"image/png\"},{\"filename\":\"a.png\",\"directory_path\":\"/x\","
            + "\"content_type\":\"image/png\"}]}",
        server.requests(Step.BULK_UPLOAD_URL).get(0).getBody().utf8());
    JsonNode register = json(server.requests(Step.BULK_REGISTER).get(0));
    assertEquals("ds-0", register.path("dataset").asString());
    assertEquals(2, register.size());
    JsonNode image = register.path("images").path(1);
    assertEquals("/x", image.path("directory_path").asString());
    assertEquals(group.get(1).sizeBytes(), image.path("file_size").asLong());
    assertEquals(1, image.path("width").asInt());
    assertEquals(6, image.size());
    assertEquals(0, server.requests(Step.UPLOAD_URL).size());
    assertEquals(0, server.requests(Step.REGISTER).size());
  }

  @Test
  void repeatsACommitWithTheSameKey_andANewGroupWithAnother() throws Exception {
    List<SentItem> sent = sent();
    commit(sent);
    commit(sent);
    commit(List.of(sent.get(1), sent.get(0)));
    commit(sent());
    List<String> keys = keys(Step.BULK_REGISTER);
    assertTrue(keys.get(0).matches("[0-9a-f]{32}"));
    assertEquals(keys.get(0), keys.get(1));
    assertNotEquals(keys.get(0), keys.get(2));
    assertNotEquals(keys.get(0), keys.get(3));
    assertNotEquals(keys(Step.BULK_UPLOAD_URL).get(0), keys(Step.BULK_UPLOAD_URL).get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "400, validation_error, GROUP_REFUSED",
    "400, already_exists, GROUP_REFUSED",
    "404, not_found, GROUP_REFUSED",
    "409, conflict, GROUP_REFUSED",
    "409, dataset_frozen, GROUP_REFUSED",
    "413, payload_too_large, TOO_LARGE",
    "415, x, GROUP_REFUSED",
    "422, validation_error, GROUP_REFUSED",
    "422, idempotency_key_reused, GROUP_REFUSED",
    "404, dataset_not_found, DATASET_MISSING",
    "401, x, REFUSED",
    "402, x, REFUSED",
    "403, x, REFUSED",
    "429, x, THROTTLED",
    "500, x, FAULTY"
  })
  void speaksOfTheWholeGroup_atBothSteps(int status, String code, Kind kind) throws Exception {
    List<SentItem> sent = sent();
    server.instead(Step.BULK_UPLOAD_URL, error(status, code, "because"));
    assertEquals(kind, assertThrows(TargetException.class, this::reserve).kind());
    fixture.pass(Duration.ofHours(1));
    server.instead(Step.BULK_REGISTER, error(status, code, "because"));
    assertEquals(kind, assertThrows(TargetException.class, () -> commit(sent)).kind());
  }

  @Test
  void waits_whenTheSameGroupIsStillUnderWay() throws Exception {
    List<SentItem> sent = sent();
    server.instead(Step.BULK_REGISTER, error(409, "idempotency_in_progress", "wait"));
    for (ItemOutcome outcome : commit(sent)) {
      assertEquals(
          Duration.ofSeconds(1), assertInstanceOf(ItemOutcome.Retry.class, outcome).after());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[{\"filename\":\"a.png\",\"directory_path\":\"/\",\"upload_url\":\"https://s/1\"}]",
        "[{\"upload_url\":\"https://s/1\"},{\"upload_url\":\"https://s/2\"},{\"upload_url\":\"https://s/3\"}]",
        "[{\"filename\":\"a.png\",\"directory_path\":\"/x\",\"upload_url\":\"https://s/1\"},"
            + "{\"filename\":\"a.png\",\"directory_path\":\"/\",\"upload_url\":\"https://s/2\"}]"
      })
  void usesNoUrl_whenItCannotTellWhoseTheyAre(String urls) {
    server.instead(Step.BULK_UPLOAD_URL, reply(200, "{\"data\":{\"upload_urls\":" + urls + "}}"));
    TargetException refused = assertThrows(TargetException.class, this::reserve);
    assertEquals(Kind.GROUP_REFUSED, refused.kind());
  }

  @Test
  void matchesByPlace_whenNamesWereChanged() throws Exception {
    server.instead(
        Step.BULK_UPLOAD_URL, urls(url("/", "b.png", "1"), "{\"upload_url\":\"" + URL + "2\"}"));
    List<ItemOutcome> outcomes = reserve();
    assertEquals(URL + "1", ticket(outcomes.get(0)).put().url().toString());
    assertEquals(new EntryName("/", "b.png"), ticket(outcomes.get(0)).keptName());
    assertEquals(URL + "2", ticket(outcomes.get(1)).put().url().toString());
    assertEquals(new EntryName("/x", "a.png"), ticket(outcomes.get(1)).keptName());
  }

  @Test
  void sendsNoTwoFilesToOnePlace() throws Exception {
    server.instead(Step.BULK_UPLOAD_URL, urls(url("/", "a.png", "1"), url("/x", "a.png", "1")));
    assertPlaces(reserve());
    server.instead(Step.BULK_UPLOAD_URL, urls(url("/", "b.png", "1"), url("/", "b.png", "2")));
    assertPlaces(reserve());
  }

  private static void assertPlaces(List<ItemOutcome> outcomes) {
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Retry.class, outcomes.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', Retry",
    "'{\"upload_url\":null,\"error\":\"duplicate\"}', NameTaken",
    "'{\"error\":\"not found\"}', Retry",
    "'{\"error\":\"no image\"}', Rejected",
    "7, Retry"
  })
  void reservesTheOthers_whenOneHasNoUrl(String entry, String outcome) throws Exception {
    server.instead(Step.BULK_UPLOAD_URL, urls(entry, url("/x", "a.png", "2")));
    List<ItemOutcome> outcomes = reserve();
    assertEquals(outcome, outcomes.get(0).getClass().getSimpleName());
    assertEquals(URL + "2", ticket(outcomes.get(1)).put().url().toString());
  }

  @Test
  void takesTheLifeThatTheReplyTells() throws Exception {
    server.instead(
        Step.BULK_UPLOAD_URL,
        reply(
            200,
            "{\"data\":{\"upload_urls\":[%s,%s],\"expires_in_minutes\":2}}"
                .formatted(url("/", "a.png", "1"), url("/x", "a.png", "2"))));
    UploadTicket ticket = ticket(reserve().get(1));
    fixture.pass(Duration.ofMinutes(2));
    ItemOutcome outcome =
        fixture.target().transfer(group.get(1), group.get(1).parts().get(0), ticket);
    assertInstanceOf(ItemOutcome.ReservationLost.class, outcome);
    assertEquals(0, server.requests(Step.PUT).size());
  }

  @Test
  void sendsNothing_whereAServerHasNoBusinessToSendUs() {
    String inside = url("/x", "a.png", "2").replace(URL, "https://169.254.169.254/");
    server.instead(Step.BULK_UPLOAD_URL, urls(url("/", "a.png", "1"), inside));
    assertEquals(Kind.FAULTY, assertThrows(TargetException.class, this::reserve).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "duplicate, NameTaken",
    "'Image already exists in /', NameTaken",
    "already_exists, NameTaken",
    "conflict, NameTaken",
    "upload_not_found, ReservationLost",
    "'size_mismatch: 3, not 4', ReservationLost",
    "'Upload not found', ReservationLost",
    "internal_error, Retry",
    "'Request timed out', Retry",
    "'unsupported_media_type: no', Rejected",
    "'validation_error: conflicting width', Rejected"
  })
  void readsTheWordsOfOneThatFailed(String words, String outcome) throws Exception {
    List<SentItem> sent = sent();
    server.instead(
        Step.BULK_REGISTER,
        registered(image("/x", "a.png", 1), failed("/", "a.png", "\"" + words + "\"")));
    List<ItemOutcome> outcomes = commit(sent);
    assertEquals(outcome, outcomes.get(0).getClass().getSimpleName());
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(1));
  }

  @Test
  void readsErrorsThatAreObjects_andShowsNoSecrets() throws Exception {
    List<SentItem> sent = sent();
    String error =
        "{\"code\":\"bad\",\"message\":\"%s at https://s/o?sig=canary \\u001b\"}"
            .formatted(FakePictograph.KEY);
    server.instead(Step.BULK_REGISTER, registered("", failed("/", "a.png", error)));
    List<ItemOutcome> outcomes = commit(sent);
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(0)).reason();
    assertTrue(reason.startsWith("bad: [key] at https://s/o"), reason);
    assertFalse(reason.contains("canary"), reason);
    assertInstanceOf(ItemOutcome.Unknown.class, outcomes.get(1));
  }

  @Test
  void cannotTell_whatIsNotMentioned_orTwice_orMakesNoSense() throws Exception {
    List<SentItem> sent = sent();
    for (String[] answer :
        new String[][] {
          {"", ""},
          {image("/", "b.png", 0) + "," + image("/y", "a.png", 0), ""},
          {image("/", "a.png", 0) + "," + image("/", "a.png", 0), ""},
          {image("/", "a.png", 0), failed("/", "a.png", "\"duplicate\"")},
          {"{\"filename\":\"a.png\",\"directory_path\":\"/\"}", ""},
          {image("/", "a.png", 0).replace("ds-0", "ds-9"), ""},
          {image("/", "a.png", 0).replace("\"file_size\":", "\"file_size\":9"), ""},
          {"7,null,{\"filename\":\"a.png\"}", "7,{}"}
        }) {
      server.instead(Step.BULK_REGISTER, registered(answer[0], answer[1]));
      for (ItemOutcome outcome : commit(sent)) {
        assertInstanceOf(ItemOutcome.Unknown.class, outcome, answer[0] + answer[1]);
      }
    }
  }

  @Test
  void knowsAnItem_byTheNameThatTheServerGaveIt() throws Exception {
    List<SentItem> sent = new ArrayList<>(sent());
    server.instead(
        Step.BULK_UPLOAD_URL, urls(url("/", "kept.png", "1"), url("/x", "kept.png", "2")));
    List<ItemOutcome> reserved = reserve();
    sent.set(0, new SentItem(group.get(0), ticket(reserved.get(0))));
    sent.set(1, new SentItem(group.get(1), ticket(reserved.get(1))));
    server.instead(
        Step.BULK_REGISTER,
        registered(image("/", "kept.png", 0), failed("/x", "kept.png", "\"duplicate\"")));
    List<ItemOutcome> outcomes = commit(sent);
    ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, outcomes.get(0));
    assertEquals("kept.png", done.image().fileName());
    assertInstanceOf(ItemOutcome.NameTaken.class, outcomes.get(1));
  }

  @Test
  void knowsAConvertedImage_byTheNameOfItsPng_unlessAnotherHasIt() throws Exception {
    group = List.of(items.create("/", "a.heic"), items.create("/", "b.png"));
    List<SentItem> sent = sent();
    server.instead(Step.BULK_REGISTER, registered(image("/", "a.png", 0), ""));
    assertInstanceOf(ItemOutcome.Done.class, commit(sent).get(0));
    group = List.of(items.create("/", "b.heic"), items.create("/", "b.png"));
    List<SentItem> alike = sent();
    server.instead(Step.BULK_REGISTER, registered(image("/", "b.png", 1), ""));
    for (ItemOutcome outcome : commit(alike)) {
      assertInstanceOf(ItemOutcome.Unknown.class, outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"data\":{\"count\":2}}", "<html>"})
  void isFaulty_whenItIsNotSaidWhatBecameOfTheGroup(String body) throws Exception {
    List<SentItem> sent = sent();
    server.instead(Step.BULK_REGISTER, reply(200, body));
    assertEquals(Kind.FAULTY, assertThrows(TargetException.class, () -> commit(sent)).kind());
  }

  @Test
  void takesGroupsOf500_andNoLarger() throws Exception {
    group = IntStream.range(0, 500).mapToObj(i -> items.create("/", i + ".png")).toList();
    StringBuilder urls = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      urls.append(i == 0 ? "" : ",").append(url("/", i + ".png", i + "?s=" + "x".repeat(4_000)));
    }
    server.instead(Step.BULK_UPLOAD_URL, urls(urls.toString()));
    List<ItemOutcome> outcomes = reserve();
    assertEquals(500, outcomes.size());
    assertTrue(ticket(outcomes.get(499)).put().url().toString().startsWith(URL + "499?"));
    List<Item> more = new ArrayList<>(group);
    more.add(items.create("/", "500.png"));
    group = more;
    assertThrows(IllegalArgumentException.class, this::reserve);
  }

  private static String url(String directory, String name, String path) {
    return "{\"filename\":\"%s\",\"directory_path\":\"%s\",\"upload_url\":\"%s\"}"
        .formatted(name, directory, URL + path);
  }

  private static MockResponse urls(String... entries) {
    return reply(200, "{\"data\":{\"upload_urls\":[" + String.join(",", entries) + "]}}");
  }

  private String image(String directory, String name, int item) {
    return ("{\"id\":\"i\",\"dataset_id\":\"ds-0\",\"filename\":\"%s\",\"directory_path\":\"%s\","
            + "\"file_size\":%d}")
        .formatted(name, directory, group.get(item).sizeBytes());
  }

  private static String failed(String directory, String name, String error) {
    return "{\"filename\":\"%s\",\"directory_path\":\"%s\",\"error\":%s}"
        .formatted(name, directory, error);
  }

  private static MockResponse registered(String succeeded, String failed) {
    return reply(200, "{\"data\":{\"succeeded\":[" + succeeded + "],\"failed\":[" + failed + "]}}");
  }

  private static UploadTicket ticket(ItemOutcome outcome) {
    return UploadTicket.of(assertInstanceOf(ItemOutcome.Reserved.class, outcome).reservation());
  }

  private List<String> keys(Step step) {
    return server.requests(step).stream()
        .map(request -> request.getHeaders().get("Idempotency-Key"))
        .toList();
  }

  private List<ItemOutcome> reserve() throws TargetException, InterruptedException {
    return fixture.target().reserve(dataset, group);
  }

  /** The group, reserved and sent. */
  private List<SentItem> sent() throws Exception {
    List<SentItem> sent = new ArrayList<>();
    List<ItemOutcome> reserved = reserve();
    for (int i = 0; i < group.size(); i++) {
      Item item = group.get(i);
      Reservation reservation = ticket(reserved.get(i));
      fixture.target().transfer(item, item.parts().get(0), reservation);
      sent.add(new SentItem(item, reservation));
    }
    return sent;
  }

  private List<ItemOutcome> commit(List<SentItem> sent)
      throws TargetException, InterruptedException {
    return fixture.target().commit(dataset, sent);
  }
}
