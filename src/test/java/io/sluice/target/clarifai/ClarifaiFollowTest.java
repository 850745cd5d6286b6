package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Inputs that are followed until the platform has processed them, labels and membership. */
@Execution(ExecutionMode.CONCURRENT)
class ClarifaiFollowTest {
  @TempDir private Path folder;
  private ClarifaiSteps steps;

  @BeforeEach
  void open() throws Exception {
    steps = new ClarifaiSteps(folder, true);
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  /** Uploads a file, and gives the item as it is followed. */
  private Item accepted(Item item) throws Exception {
    List<SentItem> ready = steps.ready(List.of(item));
    ItemOutcome.Processing processing =
        assertInstanceOf(ItemOutcome.Processing.class, steps.commit(ready).get(0));
    return ClarifaiSteps.followed(ready.get(0).item(), processing.token());
  }

  private ItemOutcome follow(Item item) throws Exception {
    return steps.target().follow(steps.dataset(), List.of(item)).get(0);
  }

  @Test
  void followsUntilItIsProcessed_withLongerPauses() throws Exception {
    steps.server().processing().after(4);
    Item item = accepted(steps.items().create("/a", "one.png"));
    Duration last = Duration.ZERO;
    for (int i = 0; i < 3; i++) {
      ItemOutcome.Processing open = assertInstanceOf(ItemOutcome.Processing.class, follow(item));
      assertTrue(open.after().compareTo(last) > 0);
      last = open.after();
      item = ClarifaiSteps.followed(item, open.token());
    }
    ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, follow(item));
    assertEquals("one.png", done.image().fileName());
    assertEquals("one", done.image().id());
    assertEquals(1, steps.server().posts().size());
  }

  @Test
  void pausesGrowToAQuarterOfAMinute_andNoFurther() {
    FollowToken token = FollowToken.first("a b", false);
    assertEquals(Duration.ofMillis(1800), token.pause());
    for (int i = 0; i < 200; i++) {
      token = token.askedAgain();
    }
    assertEquals(Duration.ofSeconds(15), token.pause());
    assertTrue(token.waited().compareTo(Duration.ofMinutes(40)) > 0);
  }

  @Test
  void failureIsTold_inThePlatformsWords() throws Exception {
    steps.server().processing().fails("one.png");
    Item item = accepted(steps.items().create("/", "one.png"));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, follow(item));
    assertEquals("Download failed cannot be decoded (30002)", rejected.reason());
    assertEquals(0, rejected.status());
    // It is there, and will not be sent again.
    ItemOutcome again =
        steps.target().reserve(steps.dataset(), List.of(steps.items().again(item))).get(0);
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, again).reason();
    assertTrue(reason.contains("delete that input"), reason);
  }

  @Test
  void statusByName_isUnderstood_likeItsNumber() throws Exception {
    Item item = accepted(steps.items().create("/", "one.mp4"));
    for (String code : List.of("INPUT_VIDEO_PROCESSING_PENDING", "INPUT_VIDEO_DOWNLOAD_SUCCESS")) {
      steps
          .server()
          .scripts()
          .instead(
              Step.LIST_INPUTS,
              ClarifaiScripts.reply(
                  200,
                  "{\"status\":{\"code\":\"SUCCESS\"},\"inputs\":[{\"id\":\"one\","
                      + "\"status\":{\"code\":\"%s\"}}]}".formatted(code)));
    }
    assertInstanceOf(ItemOutcome.Processing.class, follow(item));
    assertInstanceOf(ItemOutcome.Done.class, follow(item));
  }

  @Test
  void platformThatSaysNamesOnly_isFollowed_andLinked() throws Exception {
    steps.server().sayNames();
    steps.server().forgetDatasets(true);
    Item item = accepted(steps.items().create("/", "one.png"));
    assertInstanceOf(ItemOutcome.Done.class, follow(item));
    assertEquals(List.of("one"), steps.server().members(ClarifaiFixture.DATASET));
  }

  @Test
  void inputThatIsStuck_usesUpAnAttempt_afterTheTimeThatItIsGiven() throws Exception {
    steps.server().processing().stick(true);
    Item item = accepted(steps.items().create("/", "one.png"));
    ItemOutcome outcome = follow(item);
    int asked = 1;
    while (outcome instanceof ItemOutcome.Processing open && asked < 100) {
      item = ClarifaiSteps.followed(item, open.token());
      outcome = follow(item);
      asked++;
    }
    ItemOutcome.Retry retry = assertInstanceOf(ItemOutcome.Retry.class, outcome);
    assertTrue(retry.reason().contains("1 minutes"), retry.reason());
    assertTrue(asked < 15, "asked " + asked + " times in a minute");
  }

  @Test
  void inputThatIsGone_isUnknown() throws Exception {
    Item item = accepted(steps.items().create("/", "one.png"));
    Item lost = ClarifaiSteps.followed(item, "nowhere 3");
    assertInstanceOf(ItemOutcome.Unknown.class, follow(lost));
  }

  @Test
  void inputThatIsNotInTheDataset_isAddedToIt_beforeItCounts() throws Exception {
    steps.server().forgetDatasets(true);
    Item item = accepted(steps.items().create("/", "one.png"));
    assertEquals(List.of(), steps.server().members(ClarifaiFixture.DATASET));
    assertInstanceOf(ItemOutcome.Done.class, follow(item));
    assertEquals(List.of("one"), steps.server().members(ClarifaiFixture.DATASET));
  }

  @Test
  void groupIsFollowedAndSeenInTheDataset_inFewRequests() throws Exception {
    List<Item> files = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      files.add(steps.items().create("/", "f" + i + ".png"));
    }
    List<SentItem> ready = steps.ready(files);
    List<ItemOutcome> accepted = steps.commit(ready);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String token = ((ItemOutcome.Processing) accepted.get(i)).token();
      items.add(ClarifaiSteps.followed(ready.get(i).item(), token));
    }
    int before = steps.server().arrivals().size();
    for (ItemOutcome outcome : steps.target().follow(steps.dataset(), items)) {
      assertInstanceOf(ItemOutcome.Done.class, outcome);
    }
    int requests = steps.server().arrivals().size() - before;
    assertTrue(requests <= 3, requests + " requests");
    assertEquals(0, steps.server().count(Step.MEMBER));
  }

  @Test
  void acceptedInput_isFoundAsBeingProcessed() throws Exception {
    steps.server().processing().stick(true);
    Item item = accepted(steps.items().create("/", "one.png"));
    Finding.Processing found =
        assertInstanceOf(Finding.Processing.class, steps.find(item.withState(ItemState.COMMITTED)));
    assertEquals("one 0", found.token());
    // Other content under the name is just that.
    assertInstanceOf(Finding.Present.class, steps.find(steps.items().create("/", "one.png")));
  }

  @Test
  void labelIsTheConceptOfThatName_withTheIdThatItHas_andItsValue() throws Exception {
    for (int i = 0; i < 130; i++) {
      steps.server().addConcept("id-" + i, "concept " + i);
    }
    Item known = labelled(steps.items().create("/x", "one.png"), "concept 129");
    Item fresh = labelled(steps.items().create("/x", "two.png"), "Give Way");
    steps.upload(List.of(known, fresh, steps.items().create("/x", "three.png")));
    assertEquals(
        "[{\"id\":\"id-129\",\"name\":\"concept 129\",\"value\":1}]",
        steps.server().input("one").data().path("concepts").toString());
    assertEquals(
        "[{\"id\":\"Give Way\",\"name\":\"Give Way\",\"value\":1}]",
        steps.server().input("two").data().path("concepts").toString());
    assertTrue(steps.server().input("three").data().path("concepts").isMissingNode());
    int looks = steps.server().count(Step.CONCEPTS);
    steps.upload(List.of(labelled(steps.items().create("/x", "four.png"), "Give Way")));
    assertEquals(looks, steps.server().count(Step.CONCEPTS));
  }

  @Test
  void conceptsAreReadOnce_andAgainForUnknownOnesAfterAWhile_howeverShortThePagesAre()
      throws Exception {
    steps.server().mostConceptsInAPage(20);
    for (int i = 0; i < 50; i++) {
      steps.server().addConcept("id-" + i, "concept " + i);
    }
    for (int i = 0; i < 5; i++) {
      steps.upload(labelled(steps.items().create("/x", "new" + i + ".png"), "new " + i));
    }
    steps.upload(labelled(steps.items().create("/x", "old.png"), "concept 49"));
    assertEquals(List.of("id-49"), conceptIds("old"));
    assertEquals(List.of("new 4"), conceptIds("new4"));
    int looks = steps.server().count(Step.CONCEPTS);
    assertEquals(4, looks, "three pages and an empty one");

    steps.server().addConcept("id-later", "later");
    steps.fixture().pass(Duration.ofMinutes(16));
    steps.upload(labelled(steps.items().create("/x", "known.png"), "concept 1"));
    assertEquals(looks, steps.server().count(Step.CONCEPTS));
    steps.upload(labelled(steps.items().create("/x", "later.png"), "later"));
    assertEquals(List.of("id-later"), conceptIds("later"));
  }

  private List<String> conceptIds(String input) {
    List<String> ids = new ArrayList<>();
    for (JsonNode concept : steps.server().input(input).data().path("concepts").values()) {
      ids.add(concept.path("id").asString());
    }
    return ids;
  }

  private static Item labelled(Item item, String label) {
    return item.withOptions(item.options().labelled(Optional.of(label)));
  }
}
