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

import io.sluice.http.Network;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.StepScripts.Step;
import io.sluice.target.web.ApiKey;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Execution(ExecutionMode.CONCURRENT)
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
        "https://[64:ff9b::a9fe:a9fe]/x?sig=canary",
        "https://[2002:a9fe:a9fe::1]/x?sig=canary",
        "https://[::ffff:169.254.169.254]/x?sig=canary",
        "https://192.0.0.192/opc/v2?sig=canary",
        "https://0.0.0.0/x?sig=canary",
        "https://255.255.255.255/x?sig=canary",
        "https://[fd00:ec2::254]/x?sig=canary",
        "http://[fe80::1%25eth0]/x?sig=canary",
        "gopher://127.0.0.1/x?sig=canary",
        "jar:https://storage.example/x?sig=canary",
        "http://127.0.0.1@storage.example/x?sig=canary",
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
  void doesNotCompareSizes_whereThePlatformConverts() throws Exception {
    Item item = items.create("/", "one.HEIC");
    Reservation reservation = reserve(item);
    transfer(item, reservation);
    server.instead(
        Step.REGISTER,
        reply(200, "{\"data\":{\"id\":\"1\",\"filename\":\"one.png\",\"file_size\":999}}"));
    ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
    assertEquals("one.png", done.image().fileName());
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
      List<Long> seen = arrived.subList(before, arrived.size()).stream().sorted().toList();
      assertEquals(40, seen.size());
      // Each worker has one request on its way at most, however long that is. So of 26 arrivals at
      // least 22 are of requests that left after the first of them had arrived.
      for (int first = 0; first + 25 < seen.size(); first++) {
        long span = seen.get(first + 25) - seen.get(first);
        assertTrue(span >= 1_000_000_000L, "26 requests in " + span + " ns");
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
        new PictographSettings("own", server.url(), 4, "test", false, false),
        Network.DIRECT,
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
