package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector sends, and what it makes of the platform's answers. */
class DarwinTargetTest {
  @TempDir Path folder;

  private DarwinFixture fixture;
  private FakeDarwin server;
  private Target target;
  private Dataset dataset;
  private SampleItems items;

  @BeforeEach
  void open() throws Exception {
    use(new DarwinFixture());
  }

  private void use(DarwinFixture opened) throws Exception {
    fixture = opened;
    server = fixture.server();
    target = fixture.target();
    dataset = fixture.dataset();
    items = new SampleItems(folder, target, dataset);
  }

  @AfterEach
  void close() {
    List<String> problems = server.problems();
    fixture.close();
    assertEquals(List.of(), problems);
  }

  private ItemOutcome reserve(Item item) throws Exception {
    return target.reserve(dataset, List.of(item)).get(0);
  }

  private Reservation reserved(Item item) throws Exception {
    return assertInstanceOf(ItemOutcome.Reserved.class, reserve(item)).reservation();
  }

  private ItemOutcome transfer(Item item, Reservation reservation) throws Exception {
    return target.transfer(item, item.parts().get(0), reservation);
  }

  private ItemOutcome commit(Item item, Reservation reservation) throws Exception {
    return target.commit(dataset, List.of(new SentItem(item, reservation))).get(0);
  }

  private void upload(Item item) throws Exception {
    Reservation reservation = reserved(item);
    assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reservation));
    assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
  }

  private Finding find(Item item) throws Exception {
    return target.find(dataset, List.of(item)).get(0);
  }

  private static TargetException fails(Kind kind, Executable call) {
    TargetException failure = assertThrows(TargetException.class, call);
    assertEquals(kind, failure.kind(), failure.getMessage());
    return failure;
  }

  @Test
  void findsTheTeamByTheKey_whenNoneIsConfigured() throws Exception {
    fixture.close();
    use(new DarwinFixture(Optional.empty()));
    upload(items.create("/", "a.png"));
    assertEquals(1, server.count(DarwinStep.TOKEN_INFO));
    assertEquals("team acme", target.check());
  }

  @Test
  void isRefused_whenTheKeyIsOfAnotherTeam() throws Exception {
    fixture.close();
    fixture = new DarwinFixture(Optional.of("other"));
    server = fixture.server();
    TargetException refused = fails(Kind.REFUSED, () -> fixture.target().check());
    assertTrue(refused.getMessage().contains("belongs to the team acme"), refused.getMessage());
  }

  @Test
  void opensADatasetBySlugOrName() throws Exception {
    Dataset made = target.openDataset("Line 4 parts", true);
    assertTrue(made.created());
    assertEquals(made.id(), target.openDataset("line-4-parts", false).id());
    assertEquals(made.id(), target.openDataset("Line 4 parts", false).id());
  }

  @Test
  void looksAgain_whenTheNameOfADatasetWasTakenMeanwhile() throws Exception {
    server.meanwhile(
        step -> {
          if (step == DarwinStep.CREATE) {
            server.with(state -> state.addDataset("late"));
          }
        });
    Dataset found = target.openDataset("late", true);
    assertFalse(found.created());
  }

  @Test
  void matchesReplies_whateverTheirOrderAndSlashes() throws Exception {
    server.with(state -> state.shuffled = true);
    server.with(state -> state.slashless = true);
    List<Item> group =
        IntStream.range(0, 6)
            .mapToObj(i -> items.create(i % 2 == 0 ? "/" : "/a/b", i + ".png"))
            .toList();
    List<ItemOutcome> outcomes = target.reserve(dataset, group);
    for (int i = 0; i < group.size(); i++) {
      Reservation given =
          assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(i)).reservation();
      assertInstanceOf(ItemOutcome.Sent.class, transfer(group.get(i), given));
      assertInstanceOf(ItemOutcome.Done.class, commit(group.get(i), given));
    }
    for (Item item : group) {
      String line = item.name().path() + " 0 CONFIRMED " + items.digest(item).hex() + " 1";
      assertTrue(server.items().contains(line), line);
    }
    assertInstanceOf(Finding.Present.class, find(group.get(1)));
  }

  @Test
  void neverRegistersAnEmptyFile() throws Exception {
    Item empty = items.create("/", "empty.png", new byte[0]);
    assertInstanceOf(ItemOutcome.Rejected.class, reserve(empty));
    assertEquals(0, server.count(DarwinStep.REGISTER));
  }

  @Test
  void goesOnWithAnUploadIdAfterARestart_withoutARegistration() throws Exception {
    Item item = items.create("/", "a.png");
    Map<String, String> tokens = reserved(item).tokens();
    Item resumed = item.withTokens(tokens);
    Reservation again = reserved(resumed);
    assertEquals(1, server.count(DarwinStep.REGISTER));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(resumed, again));
    ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, commit(resumed, again));
    assertTrue(done.image().id().startsWith("item-"), done.image().id());
  }

  @Test
  void itemWithoutBytes_isUnfinished_andNotThere() throws Exception {
    Item item = items.create("/", "a.png");
    reserved(item);
    assertInstanceOf(Finding.Unfinished.class, find(item));
    ListingPage page = target.list(dataset, Optional.empty(), Optional.empty());
    assertEquals(List.of(), page.images());
    assertEquals(1, page.withoutBytes());
    assertTrue(page.hidesNames());
  }

  @Test
  void findsManyNamesWithFewRequests() throws Exception {
    List<Item> group = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      group.add(items.create("/a b", "photo %d & more.png".formatted(i)));
    }
    upload(group.get(7));
    List<Finding> findings = target.find(dataset, group);
    for (int i = 0; i < group.size(); i++) {
      Class<?> expected = i == 7 ? Finding.Present.class : Finding.Absent.class;
      assertInstanceOf(expected, findings.get(i));
    }
    assertEquals(1, server.count(DarwinStep.LIST));
  }

  @Test
  void splitsALookUp_whoseAddressWereTooLong() throws Exception {
    List<Item> group = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      group.add(items.create("/", "n".repeat(240) + i));
    }
    assertEquals(50, target.find(dataset, group).size());
    assertEquals(3, server.count(DarwinStep.LIST));
  }

  @Test
  void sameNameElsewhereIsNotFound() throws Exception {
    upload(items.create("/a", "x.png"));
    upload(items.create("/b", "y.png"));
    // Names and folders are asked for apart from each other, and come back in any combination.
    List<Finding> findings =
        target.find(dataset, List.of(items.create("/a", "y.png"), items.create("/b", "y.png")));
    assertInstanceOf(Finding.Absent.class, findings.get(0));
    assertInstanceOf(Finding.Present.class, findings.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALREADY_EXISTS", "already_exists"})
  void takenNameIsAQuestion_notAFailure(String reason) throws Exception {
    server.with(state -> block(state, "a.png", reason));
    assertInstanceOf(ItemOutcome.NameTaken.class, reserve(items.create("/", "a.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FILE_UPLOAD_TIMEOUT", "FILE_UPLOAD_FAILED", "UNEXPECTED_ERROR", ""})
  void passingReasonsAreTriedAgain(String reason) throws Exception {
    server.with(state -> block(state, "a.png", reason));
    assertInstanceOf(ItemOutcome.Retry.class, reserve(items.create("/", "a.png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN_TAGS", "some words of a later version"})
  void otherReasonsAreKeptToTheLetter(String reason) throws Exception {
    server.with(state -> block(state, "a.png", reason));
    ItemOutcome.Rejected rejected =
        assertInstanceOf(ItemOutcome.Rejected.class, reserve(items.create("/", "a.png")));
    assertTrue(rejected.reason().endsWith(reason), rejected.reason());
  }

  private static int block(DarwinState state, String name, String reason) {
    state.block(name, reason);
    return 0;
  }

  @Test
  void limitOfItemsRefusesTheTarget_andKeepsWhatWasRegistered() throws Exception {
    server.with(state -> block(state, "b.png", "ITEM_COUNT_LIMIT_EXCEEDED"));
    Item first = items.create("/", "a.png");
    Item second = items.create("/", "b.png");
    List<ItemOutcome> outcomes = target.reserve(dataset, List.of(first, second));
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Retry.class, outcomes.get(1));
    TargetException refused = fails(Kind.REFUSED, () -> reserve(second));
    assertTrue(refused.getMessage().contains("ITEM_COUNT_LIMIT_EXCEEDED"));
  }

  @Test
  void fullStorageRefusesTheTarget_andIsNoMatterOfPace() throws Exception {
    Item item = items.create("/", "a.png");
    server.next(DarwinStep.REGISTER, DarwinFault.storageFull());
    fails(Kind.REFUSED, () -> reserve(item));
    upload(item);
  }

  @Test
  void paceOfTheServerIsKept() throws Exception {
    Item item = items.create("/", "a.png");
    server.next(DarwinStep.SIGN, DarwinFault.throttled(7));
    Reservation reservation = reserved(item);
    TargetException asked = fails(Kind.THROTTLED, () -> transfer(item, reservation));
    assertEquals(Duration.ofSeconds(7), asked.retryAfter());
    fixture.pass(Duration.ofSeconds(8));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reservation));
  }

  @Test
  void largeRegistrationIsRefusedWhole_soThatItIsHalved() throws Exception {
    server.with(state -> state.mostItems = 2);
    List<Item> group = IntStream.range(0, 3).mapToObj(i -> items.create("/", i + ".png")).toList();
    fails(Kind.TOO_LARGE, () -> target.reserve(dataset, group));
    assertEquals(2, target.reserve(dataset, group.subList(0, 2)).size());
  }

  @Test
  void refusedUrlIsSignedOnceMore() throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    server.next(DarwinStep.PUT, DarwinFault.status(403, "<Error><Code>Expired</Code></Error>"));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reservation));
    assertEquals(2, server.count(DarwinStep.SIGN));
    server.next(DarwinStep.PUT, DarwinFault.status(403));
    server.next(DarwinStep.PUT, DarwinFault.status(403));
    assertInstanceOf(ItemOutcome.Retry.class, transfer(item, reservation));
    assertEquals(4, server.count(DarwinStep.SIGN));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void failingStorageIsTriedAgain_withAllBytes(int status) throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    server.next(DarwinStep.PUT, DarwinFault.status(status));
    fails(Kind.FAULTY, () -> transfer(item, reservation));
    assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reservation));
    commit(item, reservation);
    assertEquals(List.of("/a.png 0 CONFIRMED " + items.digest(item).hex() + " 1"), server.items());
  }

  @ParameterizedTest
  @EnumSource(
      value = DarwinStep.class,
      names = {"REGISTER", "SIGN"})
  void pageInPlaceOfAnAnswer_isAFault(DarwinStep step) throws Exception {
    server.next(step, DarwinFault.page());
    Item item = items.create("/", "a.png");
    fails(Kind.FAULTY, () -> transfer(item, reserved(item)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"anything\":[1]}", "\"done\""})
  void confirmationNeedsNoWords(String body) throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    transfer(item, reservation);
    server.next(DarwinStep.CONFIRM, DarwinFault.status(200, body).afterwards());
    assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
  }

  @Test
  void pageInPlaceOfAConfirmation_confirmsNothing() throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    transfer(item, reservation);
    server.next(DarwinStep.CONFIRM, DarwinFault.page());
    fails(Kind.FAULTY, () -> commit(item, reservation));
    assertInstanceOf(Finding.Unfinished.class, find(item));
  }

  @Test
  void signatureWithoutAUrl_isTriedAgain() throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    server.next(DarwinStep.SIGN, DarwinFault.status(200, "{\"errors\":[\"no\"]}"));
    assertInstanceOf(ItemOutcome.Retry.class, transfer(item, reservation));
  }

  @Test
  void itemThatTheReplyPassesOver_isInDoubt() throws Exception {
    server.next(
        DarwinStep.REGISTER, DarwinFault.status(200, "{\"items\":[],\"blocked_items\":[]}"));
    assertInstanceOf(ItemOutcome.Unknown.class, reserve(items.create("/", "a.png")));
  }

  @Test
  void uploadUrlIntoAnInnerNetwork_isNotFollowed() throws Exception {
    Item item = items.create("/", "a.png");
    Reservation reservation = reserved(item);
    server.next(
        DarwinStep.SIGN,
        DarwinFault.status(200, "{\"upload_url\":\"http://169.254.169.254/latest\"}"));
    fails(Kind.FAULTY, () -> transfer(item, reservation));
  }
}
