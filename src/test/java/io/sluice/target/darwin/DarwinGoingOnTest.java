package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items of several files that were begun before, and with other slots or in part. */
class DarwinGoingOnTest {
  @TempDir Path folder;

  private DarwinFixture fixture;
  private FakeDarwin server;
  private Target target;
  private Dataset dataset;
  private Rig rigs;

  @BeforeEach
  void open() throws Exception {
    fixture = new DarwinFixture();
    server = fixture.server();
    target = fixture.target();
    dataset = fixture.dataset();
    rigs = new Rig(folder, new SampleItems(folder, target, dataset));
  }

  @AfterEach
  void close() {
    List<String> problems = server.problems();
    fixture.close();
    assertEquals(List.of(), problems);
  }

  /** What the ledger gives an item is what its name was begun with, slot by slot. */
  @ParameterizedTest
  @CsvSource({
    "SLOTS, a b c, SLOTS, b c z",
    "SLOTS, a b c, SLOTS, b c",
    "SLOTS, a b c, SLOTS, a b",
    "SLOTS, a b, SLOTS, a b c",
    "SLOTS, a b, SLOTS, b a",
    "CHANNELS, a b c, CHANNELS, b c z",
    "CHANNELS, a b c, CHANNELS, a b",
    "CHANNELS, a b, CHANNELS, a b c",
    "CHANNELS, a b, SLOTS, a b",
    "SLOTS, a, CHANNELS, a",
    "PLAIN, rig, SLOTS, a",
    "SLOTS, a, PLAIN, rig",
  })
  void whatWasRegisteredForOtherFiles_isNotUsedForThese(
      ItemLayout before, String first, ItemLayout after, String second) throws Exception {
    Map<String, String> tokens = reserved(rig(before, first)).tokens();
    Item now = rig(after, second).withTokens(tokens);
    List<String> untouched = server.items();

    ItemOutcome.Rejected rejected =
        assertInstanceOf(ItemOutcome.Rejected.class, reserve(now), () -> first + " " + second);
    assertTrue(rejected.reason().contains("delete the item at the platform"), rejected.reason());
    assertEquals(untouched, server.items());
    assertEquals(1, server.count(DarwinStep.REGISTER));

    // As the words say.
    server.with(DarwinState::deleteAll);
    complete(now, reserved(now));
    assertEquals(confirmed(now), server.items());
  }

  @Test
  void whatWasRegisteredForTheseFiles_isGoneOnWith_withoutARequest() throws Exception {
    for (ItemLayout layout : List.of(ItemLayout.SLOTS, ItemLayout.CHANNELS)) {
      server.with(DarwinState::deleteAll);
      Map<String, String> tokens = reserved(rig(layout, "a b c")).tokens();
      int requests = server.steps().size();
      Item again = rig(layout, "a b c").withTokens(tokens);
      Reservation reservation = reserved(again);
      assertEquals(requests, server.steps().size());
      complete(again, reservation);
      assertEquals(confirmed(again), server.items());
    }
  }

  @Test
  void whatOthersCompletedMeanwhile_isAQuestionOfItsName() throws Exception {
    Map<String, String> tokens = reserved(rig(ItemLayout.SLOTS, "a b")).tokens();
    server.with(DarwinState::deleteAll);
    server.with(
        state -> {
          state.addItem("road-signs", "/", "rig", Map.of("0", 1L));
          return true;
        });
    Item now = rig(ItemLayout.SLOTS, "b c").withTokens(tokens);
    assertInstanceOf(ItemOutcome.NameTaken.class, reserve(now));
    assertEquals(1, server.count(DarwinStep.REGISTER));
  }

  @Test
  void slotsThatAreBlockedForNow_areAllThatIsAskedForAgain() throws Exception {
    server.with(state -> state.blockSlot("rig", "1", "FILE_UPLOAD_TIMEOUT"));
    Item item = rig(ItemLayout.SLOTS, "a b c");
    ItemOutcome.PartlyReserved partly =
        assertInstanceOf(ItemOutcome.PartlyReserved.class, reserve(item));
    ItemOutcome.Retry rest = assertInstanceOf(ItemOutcome.Retry.class, partly.rest());
    assertTrue(rest.reason().contains("FILE_UPLOAD_TIMEOUT"), rest.reason());

    Item held = item.withTokens(partly.reservation().tokens());
    assertInstanceOf(ItemOutcome.PartlyReserved.class, reserve(held), "still blocked");

    server.with(state -> state.unblockSlot("rig", "1"));
    complete(held, reserved(held));
    assertEquals(confirmedInOrder(held, 0, 2, 1), server.items());
    assertEquals(
        List.of("1"),
        server.with(
            state ->
                state.registrations.get(2).path("items").get(0).path("slots").values().stream()
                    .map(slot -> slot.path("slot_name").asString())
                    .toList()));
  }

  @Test
  void anItemThatIsGone_isRegisteredWhole_thoughSomeOfItsSlotsAreKnown() throws Exception {
    server.with(state -> state.blockSlot("rig", "1", "FILE_UPLOAD_TIMEOUT"));
    Item item = rig(ItemLayout.SLOTS, "a b");
    ItemOutcome.PartlyReserved partly =
        assertInstanceOf(ItemOutcome.PartlyReserved.class, reserve(item));
    server.with(DarwinState::deleteAll);
    server.with(state -> state.unblockSlot("rig", "1"));
    Item held = item.withTokens(partly.reservation().tokens());
    complete(held, reserved(held));
    assertEquals(confirmed(held), server.items());
  }

  @Test
  void anUploadIdThatWasNeverTold_isTheEnd_withWhatToDo() throws Exception {
    Item item = rig(ItemLayout.SLOTS, "a b");
    Map<String, String> tokens = reserved(item).tokens();
    Item half = item.withTokens(Map.of("0", tokens.get("0")));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, reserve(half));
    assertTrue(rejected.reason().contains("delete the item at the platform"), rejected.reason());
  }

  @Test
  void oneUploadIdForTwoSlots_isNoneForEither() throws Exception {
    server.next(
        DarwinStep.REGISTER,
        DarwinFault.status(
            200,
            """
            {"items":[{"id":"x","name":"rig","path":"/","slots":[
              {"slot_name":"0","upload_id":"u"},{"slot_name":"1","upload_id":"u"}]}],
             "blocked_items":[]}
            """));
    assertInstanceOf(ItemOutcome.Unknown.class, reserve(rig(ItemLayout.SLOTS, "a b")));
  }

  @Test
  void aSlotThatIsConfirmed_keepsNoOtherFromIt() throws Exception {
    server.with(DarwinState::confirmOnce);
    Item item = rig(ItemLayout.SLOTS, "a b c");
    Reservation reservation = reserved(item);
    send(item, reservation);
    // The answer of the first is lost.
    server.next(DarwinStep.CONFIRM, DarwinFault.status(409).afterwards());
    assertInstanceOf(ItemOutcome.ReservationLost.class, commit(item, reservation));
    assertEquals(confirmed(item), server.items());
    assertInstanceOf(
        Finding.Present.class, target.find(dataset, List.of(item)).get(0), "looked up next");
    // And all of them again.
    assertInstanceOf(ItemOutcome.ReservationLost.class, commit(item, reservation));
    assertEquals(confirmed(item), server.items());
  }

  @Test
  void aConfirmationThatIsRefusedForGood_endsTheItem() throws Exception {
    Item item = rig(ItemLayout.SLOTS, "a b");
    Reservation reservation = reserved(item);
    send(item, reservation);
    server.next(DarwinStep.CONFIRM, DarwinFault.status(400));
    assertInstanceOf(ItemOutcome.Rejected.class, commit(item, reservation));
    assertEquals(1, server.count(DarwinStep.CONFIRM));
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNELS, x%FF.png x%FE.png, rename that file",
    "SLOTS, x%FF.png y.png, rename that file",
    // One name, composed and not.
    "CHANNELS, caf%C3%A9.png cafe%CC%81.png, rename one",
  })
  void namesThatCannotBeToldApart_areRefusedBeforeAnythingIsRegistered(
      ItemLayout layout, String files, String words) throws Exception {
    Item good = rigs.of("other", layout, "a", "b");
    List<ItemOutcome> outcomes = target.reserve(dataset, List.of(rig(layout, files), good));
    ItemOutcome.Rejected rejected =
        assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(0), files);
    assertTrue(rejected.reason().contains(words), rejected.reason());
    assertFalse(rejected.reason().contains("\uFFFD"), rejected.reason());
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(1));
    assertEquals(List.of("other", "other"), server.items().stream().map(this::name).toList());
  }

  @Test
  void channelsAreNamedInComposedForm() throws Exception {
    Item item = rig(ItemLayout.CHANNELS, "a.png cafe%CC%81.png");
    complete(item, reserved(item));
    assertTrue(server.items().get(1).startsWith("/rig caf\u00e9.png CONFIRMED"), server::toString);
  }

  private String name(String line) {
    return line.substring(1, line.indexOf(' '));
  }

  private Item rig(ItemLayout layout, String files) throws Exception {
    return rigs.of("rig", layout, files.split(" "));
  }

  private ItemOutcome reserve(Item item) throws Exception {
    return target.reserve(dataset, List.of(item)).get(0);
  }

  private Reservation reserved(Item item) throws Exception {
    return assertInstanceOf(ItemOutcome.Reserved.class, reserve(item)).reservation();
  }

  private void send(Item item, Reservation reservation) throws Exception {
    for (Part part : item.parts()) {
      assertInstanceOf(ItemOutcome.Sent.class, target.transfer(item, part, reservation));
    }
  }

  private ItemOutcome commit(Item item, Reservation reservation) throws Exception {
    return target.commit(dataset, List.of(new SentItem(item, reservation))).get(0);
  }

  private void complete(Item item, Reservation reservation) throws Exception {
    send(item, reservation);
    assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
  }

  /** What the server has when each slot has its own bytes, and was confirmed once. */
  private static List<String> confirmed(Item item) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Part part : item.parts()) {
      String hash = ((Source.LocalFile) part.source()).file().digest().hex();
      lines.add("/rig " + SlotNames.slot(item, part) + " CONFIRMED " + hash + " 1");
    }
    return lines;
  }

  private static List<String> confirmedInOrder(Item item, int... order) throws Exception {
    List<String> lines = confirmed(item);
    List<String> ordered = new ArrayList<>();
    for (int each : order) {
      ordered.add(lines.get(each));
    }
    return ordered;
  }
}
