package io.sluice.target.clarifai;

import static io.sluice.target.clarifai.AnnotationSteps.BOX;
import static io.sluice.target.clarifai.AnnotationSteps.annotation;
import static io.sluice.target.clarifai.AnnotationSteps.details;
import static io.sluice.target.clarifai.AnnotationSteps.saying;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.ItemOutcome;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations that the platform has, and is not done with. */
class PendingAnnotationsTest {
  @TempDir private Path folder;
  private AnnotationSteps inputs;
  private ClarifaiSteps steps;

  @BeforeEach
  void open() throws Exception {
    inputs = new AnnotationSteps(folder);
    steps = inputs.steps();
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  @Test
  void pendingAnnotation_isThereOnlyOnceItIs_andAskedForMeanwhile() throws Exception {
    inputs.annotations().pend("slow", 2, 24150);
    Item item =
        saying(inputs.there("a.png"), details(annotation(BOX, "a"), annotation(BOX, "slow")))
            .withState(ItemState.SENT);
    for (int look = 0; look < 2; look++) {
      ItemOutcome.Retry retry = assertInstanceOf(ItemOutcome.Retry.class, inputs.attach(item));
      assertEquals(
          "1 of 2 annotations are not there yet: annotation 24151 (24151)", retry.reason());
      assertEquals(Duration.ofSeconds(5), retry.after());
    }
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(item));
    assertEquals(2, inputs.annotations().size());
  }

  @Test
  void pendingAnnotation_thatComesToNothing_isRefused_eachTime() throws Exception {
    inputs.annotations().pend("bad", 1, 24152);
    Item item =
        saying(inputs.there("a.png"), details(annotation(BOX, "bad"))).withState(ItemState.SENT);
    assertInstanceOf(ItemOutcome.Retry.class, inputs.attach(item));
    String id = inputs.annotations().of("a").get(0).path("id").asString();
    for (int run = 0; run < 2; run++) {
      String reason = assertInstanceOf(ItemOutcome.Rejected.class, inputs.attach(item)).reason();
      assertEquals(
          "1 of 1 annotations are refused: annotation 24152 (24152); delete the annotation "
              + id
              + " there to post it again",
          reason);
    }
  }

  @Test
  void wherePlatformListsNoAnnotations_whatWasPostedBefore_isThere() throws Exception {
    inputs.annotations().listNothing();
    inputs.annotations().pend("slow", 9, 24150);
    Item item = saying(inputs.there("a.png"), details(annotation(BOX, "slow")));
    assertInstanceOf(ItemOutcome.Retry.class, inputs.attach(item));
    assertInstanceOf(ItemOutcome.NameTaken.class, inputs.attach(item));
  }

  @Test
  void howFarManyAre_isAskedInFewRequests() throws Exception {
    String[] boxes =
        IntStream.range(0, 128).mapToObj(i -> annotation(BOX, "c" + i)).toArray(String[]::new);
    Item item = saying(inputs.there("a.png"), details(boxes));
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(item));
    int before = steps.server().count(Step.ANNOTATIONS);
    assertInstanceOf(ItemOutcome.NameTaken.class, inputs.attach(item));
    int requests = steps.server().count(Step.ANNOTATIONS) - before;
    assertTrue(requests <= 4, requests + " requests");
  }
}
