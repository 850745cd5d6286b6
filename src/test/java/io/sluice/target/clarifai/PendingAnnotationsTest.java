package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.DetailsJson;
import io.sluice.annotation.InputDetails;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.ItemOutcome;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations that the platform has, and is not done with. */
class PendingAnnotationsTest {
  private static final String BOX =
      "\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}";

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

  private static String annotation(String place, String concept) {
    return "{%s, \"concepts\": [\"%s\"]}".formatted(place, concept);
  }

  private static InputDetails details(String... annotations) {
    return DetailsJson.read("{\"annotations\": [" + String.join(",", annotations) + "]}");
  }

  /** An input that is there and processed, and the item that it was made of. */
  private Item there(String name) throws Exception {
    Item item = steps.items().create("/", name);
    steps.upload(item);
    steps.server().processing().after(0);
    return item.withTokens(Map.of("0", InputIds.of(ClarifaiFixture.DATASET, item.name()).get(0)));
  }

  private static Item saying(Item item, InputDetails details) {
    return item.withOptions(item.options().detailed(details));
  }

  private ItemOutcome attach(Item item) throws Exception {
    return steps.target().attach(steps.dataset(), List.of(item)).get(0);
  }

  private FakeAnnotations annotations() {
    return steps.server().annotations();
  }

  @Test
  void pendingAnnotation_isThereOnlyOnceItIs_andAskedForMeanwhile() throws Exception {
    annotations().pend("slow", 2, 24150);
    Item item =
        saying(there("a.png"), details(annotation(BOX, "a"), annotation(BOX, "slow")))
            .withState(ItemState.SENT);
    for (int look = 0; look < 2; look++) {
      ItemOutcome.Retry retry = assertInstanceOf(ItemOutcome.Retry.class, attach(item));
      assertEquals(
          "1 of 2 annotations are not there yet: annotation 24151 (24151)", retry.reason());
      assertEquals(Duration.ofSeconds(5), retry.after());
    }
    assertInstanceOf(ItemOutcome.Done.class, attach(item));
    assertEquals(2, annotations().size());
  }

  @Test
  void pendingAnnotation_thatComesToNothing_isRefused_eachTime() throws Exception {
    annotations().pend("bad", 1, 24152);
    Item item = saying(there("a.png"), details(annotation(BOX, "bad"))).withState(ItemState.SENT);
    assertInstanceOf(ItemOutcome.Retry.class, attach(item));
    String id = annotations().of("a").get(0).path("id").asString();
    for (int run = 0; run < 2; run++) {
      String reason = assertInstanceOf(ItemOutcome.Rejected.class, attach(item)).reason();
      assertEquals(
          "1 of 1 annotations are refused: annotation 24152 (24152); delete the annotation "
              + id
              + " there to post it again",
          reason);
    }
  }

  @Test
  void wherePlatformListsNoAnnotations_whatWasPostedBefore_isThere() throws Exception {
    annotations().listNothing();
    annotations().pend("slow", 9, 24150);
    Item item = saying(there("a.png"), details(annotation(BOX, "slow")));
    assertInstanceOf(ItemOutcome.Retry.class, attach(item));
    assertInstanceOf(ItemOutcome.NameTaken.class, attach(item));
  }

  @Test
  void howFarManyAre_isAskedInFewRequests() throws Exception {
    String[] boxes =
        IntStream.range(0, 128).mapToObj(i -> annotation(BOX, "c" + i)).toArray(String[]::new);
    Item item = saying(there("a.png"), details(boxes));
    assertInstanceOf(ItemOutcome.Done.class, attach(item));
    int before = steps.server().count(Step.ANNOTATIONS);
    assertInstanceOf(ItemOutcome.NameTaken.class, attach(item));
    int requests = steps.server().count(Step.ANNOTATIONS) - before;
    assertTrue(requests <= 4, requests + " requests");
  }
}
