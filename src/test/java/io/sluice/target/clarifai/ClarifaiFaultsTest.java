package io.sluice.target.clarifai;

import static io.sluice.target.clarifai.ClarifaiScripts.reply;
import static io.sluice.target.clarifai.ClarifaiScripts.status;
import static io.sluice.target.clarifai.ClarifaiSteps.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the platform may answer, and what becomes of the items. */
@Execution(ExecutionMode.CONCURRENT)
class ClarifaiFaultsTest {
  @TempDir private Path folder;
  private ClarifaiSteps steps;
  private ClarifaiScripts scripts;

  @BeforeEach
  void open() throws Exception {
    steps = new ClarifaiSteps(folder, false);
    scripts = steps.server().scripts();
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  private List<Item> group(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> steps.items().create("/", "f" + i + ".jpg"))
        .toList();
  }

  @Test
  void readsTheBody_whateverTheHttpStatusIs() throws Exception {
    steps.server().refuse("f0.jpg");
    steps.server().refuse("f1.jpg");
    // HTTP 400, and a reason for each.
    for (ItemOutcome outcome : steps.upload(group(2))) {
      ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, outcome);
      assertTrue(rejected.reason().contains("no image"), rejected.reason());
    }
  }

  @Test
  void tellsOfEachItem_whenSomeAreGood() throws Exception {
    steps.server().refuse("f1.jpg");
    List<ItemOutcome> outcomes = steps.upload(group(3));
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(1));
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(2));
    assertEquals(2, steps.server().inputs().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"code\":\"INPUT_DOWNLOAD_PENDING\"}', Done",
    "'{\"code\":\"30001\"}', Done",
    "'{\"code\":30003,\"percent_completed\":\"7\"}', Done",
    "'{\"code\":\"INPUT_DUPLICATE\"}', NameTaken",
    "'{\"code\":40010}', NameTaken",
    "'{\"code\":30104,\"details\":\"Input has a duplicate ID.\"}', NameTaken",
    "'{\"code\":30104,\"details\":\"input has a duplicate id\"}', NameTaken",
    "'{\"code\":30105,\"description\":\"too large\"}', Rejected",
    "'{\"code\":30101}', Rejected",
    "'{\"code\":30002}', Rejected",
    "'{\"code\":40031}', Retry",
    "'{\"code\":39996}', Retry",
    "'{\"code\":\"CONN_THROTTLED\"}', Retry",
    "'{\"code\":\"INPUT_VIDEO_DUPLICATE\"}', NameTaken",
    "'{\"code\":\"DATABASE_DUPLICATE_KEY\"}', NameTaken",
    "'{\"code\":\"INPUT_VIDEO_DOWNLOAD_PENDING\"}', Done",
    "'{\"code\":\"INPUT_MODIFY_SUCCESS\"}', Done",
    "'{\"code\":\"INPUT_CONNECTION_FAILED\"}', Retry",
    "'{\"code\":\"ALL_INPUT_INVALID_BYTES\"}', Rejected",
    "'{\"code\":\"NEVER_HEARD_OF\"}', Retry",
  })
  void readsTheStatusOfAnItem(String status, String outcome) throws Exception {
    List<SentItem> sent = steps.ready(group(1));
    scripts.instead(
        Step.POST_INPUTS,
        reply(
            200,
            "{\"status\":{\"code\":\"10010\"},\"inputs\":[{\"id\":\"f0\",\"status\":"
                + status
                + "}]}"));
    assertEquals(outcome, steps.commit(sent).get(0).getClass().getSimpleName());
  }

  @Test
  void itemThatIsNotMentioned_isUnknown() throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.instead(
        Step.POST_INPUTS,
        reply(
            200,
            "{\"status\":{\"code\":10000},\"inputs\":[{\"id\":\"f1\","
                + "\"status\":{\"code\":30001}},{\"id\":\"who\"}]}"));
    List<ItemOutcome> outcomes = steps.commit(sent);
    assertInstanceOf(ItemOutcome.Unknown.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(1));
  }

  @Test
  void gatewayTimeoutWithoutItems_saysNothing_andALookFindsThem() throws Exception {
    List<Item> group = group(2);
    List<SentItem> sent = steps.ready(group);
    scripts.afterwards(Step.POST_INPUTS, status(504, 10020, "Gateway timeout"));
    fails(Kind.FAULTY, () -> steps.commit(sent));
    for (Finding finding : steps.target().find(steps.dataset(), group)) {
      assertInstanceOf(Finding.Present.class, finding);
    }
    assertEquals(1, steps.server().posts().size());
  }

  @Test
  void whatWasPostedWithoutAnAnswer_isLookedUpBeforeItIsPostedAgain() throws Exception {
    List<SentItem> sent = steps.ready(group(40));
    scripts.afterwards(Step.POST_INPUTS, status(504, 10020, "Gateway timeout"));
    fails(Kind.FAULTY, () -> steps.commit(sent));
    steps.commit(sent).forEach(outcome -> assertInstanceOf(ItemOutcome.NameTaken.class, outcome));
    assertEquals(1, steps.server().posts().size());
    assertEquals(40, steps.server().inputs().size());
  }

  @Test
  void whatWasPostedWithoutAnAnswer_andIsNotInTheDatasetYet_isAddedWithoutItsBytes()
      throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.afterwards(Step.POST_INPUTS, ClarifaiScripts.broken());
    fails(Kind.UNREACHABLE, () -> steps.commit(sent));
    steps.server().removeFromDataset(ClarifaiFixture.DATASET, "f1");
    List<ItemOutcome> outcomes = steps.commit(sent);
    assertInstanceOf(ItemOutcome.NameTaken.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(1));
    assertEquals(1, steps.server().posts().size());
    assertEquals(2, steps.server().members(ClarifaiFixture.DATASET).size());
  }

  @Test
  void whatDidNotArrive_isPostedAgain_unlessItsIdIsAnothersByNow() throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.instead(Step.POST_INPUTS, ClarifaiScripts.broken());
    fails(Kind.UNREACHABLE, () -> steps.commit(sent));
    steps.server().addInput("f1", "", "{\"filename\":\"f1.gif\"}");
    List<ItemOutcome> outcomes = steps.commit(sent);
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.ReservationLost.class, outcomes.get(1));
    assertEquals(List.of("f0"), steps.server().posts().get(0).ids());
  }

  @Test
  void aRequestThatWasRefused_isMadeAgainWithoutALook() throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    int looks = steps.server().count(Step.LIST_INPUTS);
    scripts.instead(Step.POST_INPUTS, status(429, 11005, "slow down"));
    fails(Kind.THROTTLED, () -> steps.commit(sent));
    steps.fixture().pass(Duration.ofSeconds(6));
    steps.commit(sent).forEach(outcome -> assertInstanceOf(ItemOutcome.Done.class, outcome));
    assertEquals(looks, steps.server().count(Step.LIST_INPUTS));
  }

  @Test
  void waitsFiveSecondsAtLeast_whenThrottled_andTellsNobodyBefore() throws Exception {
    scripts.instead(Step.APP, status(429, "CONN_THROTTLED", "slow down"));
    TargetException asked = fails(Kind.THROTTLED, () -> steps.target().check());
    assertEquals(Duration.ofSeconds(5), asked.retryAfter());
    int before = steps.server().arrivals().size();
    steps.fixture().pass(Duration.ofMillis(4_900));
    fails(Kind.THROTTLED, () -> steps.target().check());
    assertEquals(before, steps.server().arrivals().size());
    steps.fixture().pass(Duration.ofMillis(200));
    steps.target().check();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 11005, THROTTLED",
    "429, 11003, THROTTLED",
    "503, 40031, FAULTY",
    "500, 98004, FAULTY",
    "200, 10030, FAULTY",
    "503, 39997, FAULTY",
    "413, 40033, TOO_LARGE",
    "401, 11009, REFUSED",
    "403, 11007, REFUSED",
    "402, 11004, REFUSED",
    "404, 11101, DATASET_MISSING",
    "400, 11102, GROUP_REFUSED",
    "400, 11100, GROUP_REFUSED",
    "200, 0, FAULTY"
  })
  void readsTheStatusOfTheRequest(int http, int code, Kind kind) throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.instead(Step.POST_INPUTS, status(http, code, "so it is"));
    TargetException failure = fails(kind, () -> steps.commit(sent));
    assertTrue(failure.getMessage().contains("so it is"), failure.getMessage());
    assertEquals(List.of(), steps.server().inputs());
  }

  @ParameterizedTest
  @CsvSource({
    "400, RPC_MAX_MESSAGE_SIZE_EXCEEDED, TOO_LARGE",
    "200, RPC_REQUEST_QUEUE_FULL, FAULTY",
    "200, REQUEST_DISABLED_FOR_MAINTENANCE, FAULTY",
    "400, INPUT_INVALID_REQUEST, GROUP_REFUSED",
    "200, CONN_EXCEED_MONTHLY_LIMIT, REFUSED"
  })
  void readsTheStatusOfTheRequest_alsoByName(int http, String code, Kind kind) throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.instead(Step.POST_INPUTS, status(http, code, "so it is"));
    TargetException failure = fails(kind, () -> steps.commit(sent));
    int number = StatusNames.number(code);
    assertTrue(failure.getMessage().endsWith(": so it is (" + number + ")"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"code\":30101,\"description\":\"No\",\"details\":\"format\"', 'No format (30101)'",
    "'\"code\":\"INPUT_UNSUPPORTED_FORMAT\",\"details\":\"no\"', 'no (30101)'",
    "'\"code\":\"INPUT_UNSUPPORTED_FORMAT\"', 'INPUT_UNSUPPORTED_FORMAT (30101)'",
    "'\"code\":30101', 'status 30101'"
  })
  void tellsTheCodeOnce_andNoHttpStatus(String status, String told) throws Exception {
    List<SentItem> sent = steps.ready(group(1));
    String item = "{\"id\":\"f0\",\"status\":{" + status + "}}";
    scripts.instead(
        Step.POST_INPUTS, reply(400, "{\"status\":{\"code\":10020},\"inputs\":[" + item + "]}"));
    assertEquals(new ItemOutcome.Rejected(0, told), steps.commit(sent).get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "502, FAULTY",
    "200, FAULTY",
    "404, FAULTY",
    "403, REFUSED",
    "413, TOO_LARGE",
    "429, THROTTLED"
  })
  void readsTheHttpStatus_whereThereIsNoBodyOfThePlatform(int http, Kind kind) throws Exception {
    List<SentItem> sent = steps.ready(group(2));
    scripts.instead(Step.POST_INPUTS, reply(http, "<html>a proxy's page</html>"));
    TargetException failure = fails(kind, () -> steps.commit(sent));
    assertFalse(failure.getMessage().contains("<html>"), failure.getMessage());
  }

  @Test
  void onlyItemOfARefusedRequest_isRejected() throws Exception {
    List<SentItem> sent = steps.ready(group(1));
    scripts.instead(Step.POST_INPUTS, status(400, 11102, "Invalid request"));
    assertInstanceOf(ItemOutcome.Rejected.class, steps.commit(sent).get(0));
  }

  @Test
  void changedFile_makesNoInputOfTheWholeRequest() throws Exception {
    List<Item> group = group(3);
    List<SentItem> sent = steps.ready(group);
    Files.writeString(steps.items().path(group.get(1)), "more", StandardOpenOption.APPEND);
    List<ItemOutcome> outcomes = steps.commit(sent);
    assertInstanceOf(ItemOutcome.Retry.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.SourceChanged.class, outcomes.get(1));
    assertInstanceOf(ItemOutcome.Retry.class, outcomes.get(2));
    assertEquals(List.of(), steps.server().inputs());
  }

  @Test
  void fileThatIsNoLongerWhatWasHashed_isNotSent() throws Exception {
    List<Item> group = group(1);
    List<SentItem> sent = steps.ready(group);
    Path file = steps.items().path(group.get(0));
    byte[] other = Files.readAllBytes(file);
    other[other.length - 1]++;
    var time = Files.getLastModifiedTime(file);
    Files.write(file, other);
    Files.setLastModifiedTime(file, time);
    assertInstanceOf(ItemOutcome.SourceChanged.class, steps.commit(sent).get(0));
    assertEquals(List.of(), steps.server().inputs());
  }

  @Test
  void refusesWhatThePlatformDoesNotTake_withoutARequest() throws Exception {
    int before = steps.server().arrivals().size();
    List<ItemOutcome> outcomes =
        steps
            .target()
            .reserve(
                steps.dataset(),
                List.of(
                    steps.items().create("/", "a.heic"),
                    steps.items().create("/", "big.jpg", new byte[20_000_001]),
                    steps.items().create("/", "empty.jpg", new byte[0])));
    assertEquals(
        List.of(415, 413, 0),
        outcomes.stream().map(o -> ((ItemOutcome.Rejected) o).status()).toList());
    assertEquals(before, steps.server().arrivals().size());
  }

  @Test
  void sendsOneVideoInARequest() throws Exception {
    List<SentItem> two =
        steps.ready(
            List.of(steps.items().create("/", "one.mp4"), steps.items().create("/", "two.mp4")));
    fails(Kind.TOO_LARGE, () -> steps.commit(two));
    assertInstanceOf(ItemOutcome.Done.class, steps.commit(two.subList(0, 1)).get(0));
    assertEquals(1, steps.server().posts().size());
  }

  @Test
  void checkSaysThatThereIsNoSuchApp() {
    scripts.instead(Step.APP, status(404, 11101, "App does not exist"));
    TargetException failure = fails(Kind.REFUSED, () -> steps.target().check());
    assertTrue(failure.getMessage().contains("correct user-id and app-id"));
  }

  @Test
  void datasetOfTheSameName_isAnother_whenItWasMadeAnew() throws Exception {
    String before = steps.dataset().id();
    steps.server().addDataset(ClarifaiFixture.DATASET);
    assertFalse(before.equals(steps.fixture().dataset().id()));
  }

  @Test
  void datasetThatAnotherOneMadeMeanwhile_isTaken() throws Exception {
    scripts.instead(Step.DATASET, status(404, 11101, "Dataset does not exist"));
    assertFalse(steps.target().openDataset(ClarifaiFixture.DATASET, true).created());
  }
}
