package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.item.InputKind;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are there, and that the platform has not processed. */
class ClarifaiUnprocessedTest {
  private static final String URL = "https://dead.example/x.jpg";

  @TempDir private Path folder;
  private ClarifaiSteps steps;

  @BeforeEach
  void open() throws Exception {
    open(true);
  }

  private void open(boolean waits) throws Exception {
    steps = new ClarifaiSteps(folder, waits);
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  /** A URL that the dataset has as an input of another run. */
  private Item found() throws Exception {
    String metadata = "{\"url_sha256\":\"%s\"}".formatted(ContentDigest.ofText(URL).hex());
    Item file = steps.items().create("/", "x.jpg");
    Item item =
        file.withParts(List.of(new Part(Part.ONLY_SLOT, new Source.Url(URL, InputKind.IMAGE), "")));
    String id = InputIds.of(ClarifaiFixture.DATASET, item).get(0);
    steps.server().addInput(id, ClarifaiFixture.DATASET, metadata);
    return item;
  }

  private static String id(Item item) {
    return InputIds.of(ClarifaiFixture.DATASET, item).get(0);
  }

  /** The item once it was found, and is to be followed. */
  private Item following(Item item) throws Exception {
    Finding.Processing found = assertInstanceOf(Finding.Processing.class, steps.find(item));
    assertTrue(found.awaited());
    return followed(item, found.token());
  }

  private static Item followed(Item item, String token) {
    Part part = item.parts().get(0);
    return item.withState(ItemState.COMMITTED)
        .withParts(List.of(new Part(part.slot(), part.source(), token)));
  }

  private ItemOutcome follow(Item item) throws Exception {
    return steps.target().follow(steps.dataset(), List.of(item)).get(0);
  }

  /** Follows for as long as it is to go on. */
  private ItemOutcome end(Item item) throws Exception {
    Item asked = item;
    for (int look = 0; look < 100; look++) {
      ItemOutcome outcome = follow(asked);
      if (!(outcome instanceof ItemOutcome.Processing open)) {
        return outcome;
      }
      asked = followed(asked, open.token());
    }
    throw new AssertionError("no end");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void urlThatThePlatformCannotReach_hasFailedAfterAFewLooks_inItsWords(boolean waits)
      throws Exception {
    steps.close();
    open(waits);
    Item item = found();
    steps.server().processing().says(id(item), 39996, "Connection to URL failed");
    Item following = following(item);
    assertInstanceOf(ItemOutcome.Processing.class, follow(following));
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, end(following)).reason();
    assertEquals(
        "Connection to URL failed (39996); once the URL can be fetched, delete the input "
            + id(item)
            + " there to have it sent again",
        reason);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void urlThatThePlatformReachesAfterAll_wasThere(boolean waits) throws Exception {
    steps.close();
    open(waits);
    Item item = found();
    steps.server().processing().says(id(item), 39996, "Connection to URL failed");
    Item following = following(item);
    ItemOutcome.Processing open = assertInstanceOf(ItemOutcome.Processing.class, follow(following));
    steps.server().processing().heals();
    ItemOutcome.WasThere there =
        assertInstanceOf(ItemOutcome.WasThere.class, follow(followed(item, open.token())));
    assertEquals(id(item), there.image().id());
  }

  @Test
  void whatIsNotProcessedInTime_isTold_withThePlatformsWords() throws Exception {
    Item item = found();
    steps.server().processing().says(id(item), 40031, "Server unavailable");
    String reason = assertInstanceOf(ItemOutcome.Retry.class, end(following(item))).reason();
    assertEquals(
        "the platform has accepted it, and has not processed it within 1 minutes: Server"
            + " unavailable (40031); it is asked again",
        reason);
  }

  @Test
  void whatWasFound_andIsGoneByThen_isSentAnew() throws Exception {
    Item item = found();
    steps.server().processing().stick(true);
    Item following = following(item);
    steps.server().deleteInput(id(item));
    assertInstanceOf(ItemOutcome.ReservationLost.class, follow(following));
  }

  @Test
  void whatIsOursByTheLedger_isDone_andNothingThatWasThere() throws Exception {
    Item item = found();
    steps.server().processing().stick(true);
    Item following = following(item.withState(ItemState.SENT));
    steps.server().processing().stick(false);
    assertInstanceOf(ItemOutcome.Done.class, follow(following));
  }

  @Test
  void whatNobodyWaitsFor_isThere_thoughItIsNotProcessed() throws Exception {
    steps.close();
    open(false);
    Item item = found();
    steps.server().processing().stick(true);
    assertInstanceOf(Finding.Present.class, steps.find(item));
  }
}
