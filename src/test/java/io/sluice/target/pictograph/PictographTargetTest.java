package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.json;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.FakePictograph.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PictographTargetTest {
  @TempDir Path folder;

  private PictographFixture fixture;
  private FakePictograph server;
  private Target target;
  private Dataset dataset;
  private SampleItems items;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
    target = fixture.target();
    dataset = fixture.dataset();
    items = new SampleItems(folder, target, dataset);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void speaksTheWire() throws Exception {
    Item item = items.create("/stop", "one.jpg");
    Reservation reservation = reserve(item);
    transfer(item, reservation);
    commit(item, reservation);

    RecordedRequest ask = server.requests(Step.UPLOAD_URL).get(0);
    assertEquals(FakePictograph.KEY, ask.getHeaders().get("X-API-Key"));
    assertEquals("application/json", ask.getHeaders().get("Accept"));
    assertEquals("sluice/test", ask.getHeaders().get("User-Agent"));
    assertTrue(ask.getHeaders().get("Idempotency-Key").matches("[0-9a-f]{32}"));
    assertEquals(
        "{\"dataset\":\"ds-0\",\"filename\":\"one.jpg\",\"directory_path\":\"/stop\","
            + "\"content_type\":\"image/jpeg\"}",
        ask.getBody().utf8());

    RecordedRequest put = server.requests(Step.PUT).get(0);
    assertEquals("image/jpeg", put.getHeaders().get("Content-Type"));
    assertEquals(Long.toString(item.sizeBytes()), put.getHeaders().get("Content-Length"));
    assertNull(put.getHeaders().get("Transfer-Encoding"));

    JsonNode register = json(server.requests(Step.REGISTER).get(0));
    assertEquals(item.sizeBytes(), register.path("file_size").asLong());
    assertEquals("image/jpeg", register.path("content_type").asString());
    assertEquals(1, register.path("width").asInt());
    assertEquals(1, register.path("height").asInt());
    assertEquals(7, register.size());
  }

  @Test
  void sendsNullForUnknownDimensions() throws Exception {
    try (PictographFixture other = new PictographFixture(file -> Optional.empty())) {
      SampleItems made = new SampleItems(folder, other.target(), other.dataset());
      Item item = made.create("/", "one.png");
      ItemOutcome.Reserved reserved =
          (ItemOutcome.Reserved) other.target().reserve(other.dataset(), List.of(item)).get(0);
      other.target().transfer(item, item.parts().get(0), reserved.reservation());
      other.target().commit(other.dataset(), List.of(new SentItem(item, reserved.reservation())));
      JsonNode register = json(other.server().requests(Step.REGISTER).get(0));
      assertTrue(register.get("width").isNull());
      assertTrue(register.get("height").isNull());
    }
  }

  @Test
  void repeatsACommitWithTheSameKey_andReservesWithANewOne() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation first = reserve(item);
    Reservation second = reserve(item);
    transfer(item, second);
    commit(item, second);
    commit(item, second);
    commit(item, first);
    List<String> asked = idempotencyKeys(Step.UPLOAD_URL);
    List<String> registered = idempotencyKeys(Step.REGISTER);
    assertNotEquals(asked.get(0), asked.get(1));
    assertEquals(registered.get(0), registered.get(1));
    assertNotEquals(registered.get(0), registered.get(2));
    assertFalse(asked.contains(registered.get(0)));
  }

  @Test
  void refusesLocally_whatThePlatformWouldNotTake() throws Exception {
    assertRejected(415, items.create("/", "notes.txt"));
    assertRejected(422, items.create("/", "empty.png", new byte[0]));
    byte[] large = new byte[(int) PictographTarget.LARGEST_FILE_BYTES + 1];
    assertRejected(413, items.create("/", "large.png", large));
    assertEquals(0, server.requests(Step.UPLOAD_URL).size());
  }

  @Test
  void readsTheKeyForEachCheck_andKeepsItInBetween() throws Exception {
    int[] reads = {0};
    String[] key = {"wrong"};
    try (PictographTarget own = connector(() -> keyOf(reads, key), 1000)) {
      assertEquals(Kind.REFUSED, assertThrows(TargetException.class, own::check).kind());
      key[0] = FakePictograph.KEY;
      assertEquals("organisation Acme", own.check());
      own.openDataset("road-signs", false);
      assertEquals(2, reads[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary key", "canary\n", "canary\u00e9"})
  void refusesAKeyThatIsNone_withoutShowingIt(String key) throws Exception {
    try (PictographTarget own = connector(() -> key, 1000)) {
      int arrived = server.arrivals().size();
      TargetException refused = assertThrows(TargetException.class, own::check);
      assertEquals(Kind.REFUSED, refused.kind());
      assertFalse(refused.getMessage().contains("canary"));
      assertEquals(arrived, server.arrivals().size());
    }
  }

  @Test
  void escapesTheAccountsName() throws Exception {
    server.instead(Step.ORGANIZATION, reply(200, "{\"organization\":{\"name\":\"a\\u001bb\"}}"));
    assertEquals("organisation a\\x1bb", target.check());
  }

  @Test
  void isNotTheRightServer_whenItKnowsNoOrganisation() {
    server.instead(Step.ORGANIZATION, error(404, "not_found", "no route"));
    assertEquals(Kind.FAULTY, assertThrows(TargetException.class, target::check).kind());
  }

  @Test
  void takesTheDatasetOfAnother_whenThatOneWasQuicker() throws Exception {
    server.instead(Step.DATASET, error(404, "not_found", "no"));
    Dataset found = target.openDataset("road-signs", true);
    assertEquals(new Dataset("ds-0", "road-signs", false, 3), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void knowsNoDatasetOfSuchAName(String name) {
    TargetException refused =
        assertThrows(TargetException.class, () -> target.openDataset(name, true));
    assertEquals(Kind.DATASET_MISSING, refused.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://storage.example/x",
        "http://storage.example/x?sig=canary",
        "http://169.254.169.254/latest?sig=canary",
        "https://169.254.169.254/latest?sig=canary",
        "https://[fe80::1]/x?sig=canary",
        "http://10.0.0.1/x?sig=canary",
        "http://localhost.evil.test/x?sig=canary",
        "http://127.0.0.1.nip.io/x?sig=canary",
        "/relative?sig=canary",
        "not a url canary"
      })
  void sendsNothing_whereAServerHasNoBusinessToSendUs(String url) {
    server.sendUploadsTo(url);
    Item item = items.create("/", "one.png");
    TargetException failure = assertThrows(TargetException.class, () -> reserve(item));
    assertEquals(Kind.FAULTY, failure.kind());
    assertFalse(failure.getMessage().contains("canary"), failure.getMessage());
  }

  @Test
  void asksByIdAndName_archivedImagesIncluded() throws Exception {
    target.find(dataset, List.of(items.create("/a b", "o&ne.png")));
    var url = server.requests(Step.LIST).get(0).getUrl();
    assertEquals("ds-0", url.queryParameter("dataset"));
    assertEquals("/a b", url.queryParameter("directory_path"));
    assertEquals("o&ne.png", url.queryParameter("filename"));
    assertEquals("true", url.queryParameter("include_archived"));
  }

  @Test
  void findsByEachNameOfTheFolder_andTakesTheHash() throws Exception {
    String sha = "ab".repeat(32);
    server.instead(
        Step.LIST,
        reply(
            200,
            "{\"data\":[{\"id\":7,\"filename\":\"one.png\",\"virtual_folder_path\":\"a/b/\","
                + "\"file_size\":5,\"sha256\":\""
                + sha
                + "\",\"is_archived\":true}]}"));
    RemoteImage found = present(items.create("/a/b", "one.png"));
    assertEquals("7", found.id());
    assertEquals("/a/b", found.directory());
    assertEquals(5, found.sizeBytes().orElseThrow());
    assertEquals(new ContentDigest(sha), found.digest().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "ONE.png, /, ds-0",
    "one.png, /other, ds-0",
    "one.png, /, ds-9",
  })
  void passesOver_whatWasNotAskedFor(String fileName, String directory, String datasetId)
      throws Exception {
    server.instead(Step.LIST, reply(200, row(fileName, directory, datasetId, false)));
    assertInstanceOf(Finding.Absent.class, find(items.create("/", "one.png")));
    server.instead(Step.LIST, reply(200, row(fileName, directory, datasetId, true)));
    assertInstanceOf(Finding.Unknown.class, find(items.create("/", "one.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"data\":[1]}", "{\"data\":[{\"id\":\"1\"}]}"})
  void isFaulty_whenAListIsNone(String body) {
    server.instead(Step.LIST, reply(200, body));
    TargetException failure =
        assertThrows(TargetException.class, () -> find(items.create("/", "one.png")));
    assertEquals(Kind.FAULTY, failure.kind());
  }

  @Test
  void datasetIsMissing_whenAListIsNotFound() {
    server.instead(Step.LIST, error(404, "not_found", "Dataset not found"));
    TargetException failure =
        assertThrows(TargetException.class, () -> find(items.create("/", "one.png")));
    assertEquals(Kind.DATASET_MISSING, failure.kind());
  }

  @Test
  void doesNotCompareSizes_whereThePlatformConverts() throws Exception {
    Item item = items.create("/", "one.HEIC");
    Reservation reservation = reserve(item);
    transfer(item, reservation);
    server.instead(
        Step.REGISTER,
        reply(200, "{\"data\":{\"id\":\"1\",\"filename\":\"one.png\",\"file_size\":999}}"));
    ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
    assertEquals("one.png", done.image().fileName());
    assertInstanceOf(Finding.Absent.class, find(item));
    server.instead(Step.LIST, reply(200, row("x.png", "/", "ds-0", false)));
    server.instead(Step.LIST, reply(200, row("one.png", "/", "ds-0", false)));
    assertInstanceOf(Finding.Unknown.class, find(item));
  }

  @Test
  void cannotTell_whenTheRecordDisagreesWithWhatWasSent() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item);
    transfer(item, reservation);
    server.afterwards(
        Step.REGISTER,
        reply(201, "{\"data\":{\"id\":\"1\",\"filename\":\"one.png\",\"file_size\":1}}"));
    assertInstanceOf(ItemOutcome.Unknown.class, commit(item, reservation));
    server.instead(
        Step.REGISTER,
        reply(
            201,
            "{\"data\":{\"id\":\"1\",\"filename\":\"one.png\",\"sha256\":\""
                + "0".repeat(64)
                + "\"}}"));
    assertInstanceOf(ItemOutcome.Unknown.class, commit(withDigest(item), reservation));
  }

  @Test
  void keepsThePace_asTheServerSeesIt() throws Exception {
    try (PictographTarget own = connector(() -> FakePictograph.KEY, 20)) {
      own.check();
      int before = server.arrivedNanos().size();
      List<Thread> workers =
          IntStream.range(0, 4).mapToObj(i -> new Thread(() -> ask(own))).toList();
      workers.forEach(Thread::start);
      for (Thread worker : workers) {
        worker.join();
      }
      List<Long> arrived = server.arrivedNanos();
      List<Long> seen = arrived.subList(before, arrived.size());
      assertEquals(40, seen.size());
      for (int first = 0; first + 21 < seen.size(); first++) {
        long span = seen.get(first + 21) - seen.get(first);
        // Requests are 50 ms apart when they leave; the way to the server is not always as long.
        assertTrue(span > 900_000_000L, "22 requests in " + span + " ns");
      }
    }
  }

  private static void ask(PictographTarget target) {
    try {
      for (int i = 0; i < 10; i++) {
        target.check();
      }
    } catch (TargetException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private PictographTarget connector(ApiKey key, double rate) {
    return PictographTarget.create(
        new PictographSettings("own", server.url(), 4, "test"),
        key,
        file -> Optional.empty(),
        new Pace(rate, OptionalLong.empty(), Clock.systemUTC()),
        Clock.systemUTC(),
        Thread::new);
  }

  private static String keyOf(int[] reads, String[] key) {
    reads[0]++;
    return key[0];
  }

  private static String row(String fileName, String directory, String datasetId, boolean more) {
    return "{\"data\":[{\"id\":\"1\",\"filename\":\"%s\",\"directory_path\":\"%s\",\"dataset_id\":\"%s\"}],"
            .formatted(fileName, directory, datasetId)
        + "\"pagination\":{\"has_more\":"
        + more
        + "}}";
  }

  private static Item withDigest(Item item) throws Exception {
    Source.LocalFile file = (Source.LocalFile) item.parts().get(0).source();
    Source known = new Source.LocalFile(file.file(), Optional.of(file.file().digest()));
    List<Part> parts = List.of(new Part(Part.ONLY_SLOT, known, ""));
    return new Item(item.id(), item.origin(), item.name(), item.state(), 0, parts);
  }

  private List<String> idempotencyKeys(Step step) {
    return server.requests(step).stream()
        .map(request -> request.getHeaders().get("Idempotency-Key"))
        .toList();
  }

  private void assertRejected(int status, Item item) throws Exception {
    ItemOutcome outcome = target.reserve(dataset, List.of(item)).get(0);
    assertEquals(status, assertInstanceOf(ItemOutcome.Rejected.class, outcome).status());
  }

  private RemoteImage present(Item item) throws Exception {
    return assertInstanceOf(Finding.Present.class, find(item)).image();
  }

  private Finding find(Item item) throws TargetException, InterruptedException {
    return target.find(dataset, List.of(item)).get(0);
  }

  private Reservation reserve(Item item) throws TargetException, InterruptedException {
    ItemOutcome outcome = target.reserve(dataset, List.of(item)).get(0);
    return assertInstanceOf(ItemOutcome.Reserved.class, outcome).reservation();
  }

  private ItemOutcome transfer(Item item, Reservation reservation)
      throws TargetException, InterruptedException {
    return target.transfer(item, item.parts().get(0), reservation);
  }

  private ItemOutcome commit(Item item, Reservation reservation)
      throws TargetException, InterruptedException {
    return target.commit(dataset, List.of(new SentItem(item, reservation))).get(0);
  }
}
