package io.sluice.target.clarifai;

import static io.sluice.target.clarifai.AnnotationSteps.BOX;
import static io.sluice.target.clarifai.AnnotationSteps.annotation;
import static io.sluice.target.clarifai.AnnotationSteps.details;
import static io.sluice.target.clarifai.AnnotationSteps.saying;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations of inputs that are there, as the details of items say them. */
class ClarifaiAnnotationsTest {
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
  void everyPlaceHasItsShape_andTheConceptTheIdThatTheAppHasItUnder() throws Exception {
    steps.server().addConcept("id-7", "glass");
    InputDetails details =
        details(
            annotation("\"span\": {\"start\": 2, \"end\": 5}", "name"),
            annotation("\"frame\": {\"time_ms\": 1500, \"index\": 45}, " + BOX, "glass"),
            annotation("\"frame\": {\"time_ms\": 0}, " + BOX, "glass"));
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(saying(inputs.there("a.png"), details)));
    List<String> data =
        inputs.annotations().of("a").stream().map(one -> one.path("data").toString()).toList();
    String concept = "\"data\":{\"concepts\":[{\"id\":\"id-7\",\"name\":\"glass\",\"value\":1}]}";
    String region =
        "\"data\":{\"regions\":[{\"region_info\":{\"bounding_box\":{\"top_row\":0.0,"
            + "\"left_col\":0.0,\"bottom_row\":1.0,\"right_col\":1.0}},"
            + concept
            + "}]}";
    assertEquals(
        "{\"regions\":[{\"region_info\":{\"span\":{\"char_start\":2,\"char_end\":5}},"
            + "\"data\":{\"concepts\":[{\"id\":\"name\",\"name\":\"name\",\"value\":1}]}}]}",
        data.get(0));
    assertEquals(
        "{\"frames\":[{\"frame_info\":{\"time\":1500,\"number\":45}," + region + "}]}",
        data.get(1));
    assertEquals("{\"frames\":[{\"frame_info\":{\"time\":0}," + region + "}]}", data.get(2));
  }

  @Test
  void sameAnnotationsAgain_areThere_andTwoThatAreAlikeAreTwo() throws Exception {
    Item item = saying(inputs.there("a.png"), details(annotation(BOX, "a"), annotation(BOX, "a")));
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(item));
    assertInstanceOf(ItemOutcome.NameTaken.class, inputs.attach(item));
    // What was sent before is ours, whoever asks.
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(item.withState(ItemState.SENT)));
    assertEquals(2, inputs.annotations().size());
    InputDetails more = details(annotation(BOX, "b"), annotation(BOX, "a"), annotation(BOX, "a"));
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(saying(item, more)));
    assertEquals(List.of("a", "a", "b"), inputs.annotations().concepts("a"));
  }

  @Test
  void annotationsThatAreThere_areTheSame_alsoWhereThePlatformSaysNames() throws Exception {
    steps.server().sayNames();
    Item item = saying(inputs.there("a.png"), details(annotation(BOX, "a")));
    assertInstanceOf(ItemOutcome.Done.class, inputs.attach(item));
    assertInstanceOf(ItemOutcome.NameTaken.class, inputs.attach(item));
    assertEquals(1, inputs.annotations().size());
  }

  @Test
  void inputThatDoesNotTellItsContent_orTellsAnother_isLeftAlone() throws Exception {
    InputDetails details = details(annotation(BOX, "a"));
    steps.server().processing().after(0);
    steps.server().addInput("a", ClarifaiFixture.DATASET, "");
    steps
        .server()
        .addInput("b", ClarifaiFixture.DATASET, "{\"sha256\":\"" + "ab".repeat(32) + "\"}");
    for (String id : List.of("a", "b")) {
      Item item = steps.items().create("/", id + ".png");
      Item hashed = ClarifaiSteps.hashed(item, new ContentDigest("cd".repeat(32)));
      Item found = saying(hashed.withTokens(Map.of("0", id)), details);
      String reason = assertInstanceOf(ItemOutcome.Foreign.class, inputs.attach(found)).reason();
      assertTrue(reason.contains("the input " + id + ", which is not known"), reason);
    }
    assertEquals(List.of(), inputs.annotations().posts());
  }

  @Test
  void severalInputs_goInOneRequest_andEachHasItsOwnEnd() throws Exception {
    Item one = inputs.there("one.png");
    Item two = inputs.there("two.png");
    inputs.annotations().refuse("bad");
    inputs.annotations().busyOnce("busy");
    List<ItemOutcome> outcomes =
        steps
            .target()
            .attach(
                steps.dataset(),
                List.of(
                    saying(one, details(annotation(BOX, "a"), annotation(BOX, "bad"))),
                    saying(two, details(annotation(BOX, "b"), annotation(BOX, "busy"))),
                    saying(inputs.there("three.png"), details(annotation(BOX, "c")))));
    String refusal = assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(0)).reason();
    assertTrue(
        refusal.startsWith("1 of 2 annotations are refused: annotation 24155 (24155)"), refusal);
    assertInstanceOf(ItemOutcome.Retry.class, outcomes.get(1));
    assertInstanceOf(ItemOutcome.Done.class, outcomes.get(2));
    assertEquals(List.of(5), inputs.annotations().posts());
  }

  @Test
  void inputThatIsGone_orNotProcessed_isNotAnnotated() throws Exception {
    InputDetails details = details(annotation(BOX, "a"));
    Item item = saying(inputs.there("a.png"), details);
    steps.server().processing().stick(true);
    assertInstanceOf(ItemOutcome.Retry.class, inputs.attach(item));
    steps.server().processing().stick(false);
    steps.server().processing().fails("a.png");
    assertInstanceOf(ItemOutcome.Rejected.class, inputs.attach(item));
    steps.server().deleteInput("a");
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, inputs.attach(item)).reason();
    assertTrue(reason.contains("verify --repair"), reason);
    assertEquals(List.of(), inputs.annotations().posts());
  }

  @Test
  void requestThatIsRefusedAsAWhole_isMadeInHalves_downToTheInputThatIsMeant() throws Exception {
    List<Item> both =
        List.of(
            saying(inputs.there("a.png"), details(annotation(BOX, "a"))),
            saying(inputs.there("b.png"), details(annotation(BOX, "b"))));
    steps
        .server()
        .scripts()
        .instead(Step.ANNOTATIONS, ClarifaiScripts.status(400, 11102, "Invalid request"));
    ClarifaiSteps.fails(Kind.GROUP_REFUSED, () -> steps.target().attach(steps.dataset(), both));
    steps
        .server()
        .scripts()
        .instead(Step.ANNOTATIONS, ClarifaiScripts.status(400, 11102, "Invalid request"));
    String reason =
        assertInstanceOf(ItemOutcome.Rejected.class, inputs.attach(both.get(0))).reason();
    assertTrue(reason.contains("Invalid request"), reason);
  }

  @Test
  void outlinesOfManyPoints_areBoundByLength_too() throws Exception {
    String points =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"x\": 0.%05d1, \"y\": 0.123456}".formatted(i))
            .collect(Collectors.joining(","));
    String[] outlines =
        IntStream.range(0, 12)
            .mapToObj(i -> annotation("\"polygon\": [" + points + "]", "c" + i))
            .toArray(String[]::new);
    assertInstanceOf(
        ItemOutcome.Done.class, inputs.attach(saying(inputs.there("a.png"), details(outlines))));
    assertEquals(12, inputs.annotations().size());
    assertTrue(inputs.annotations().posts().size() > 1, inputs.annotations().posts()::toString);
  }

  @Test
  void whatCannotBelongToAFile_isToldByItsName() {
    InputDetails box = details(annotation(BOX, "a"));
    InputDetails frame = details(annotation("\"frame\": {\"time_ms\": 0}, " + BOX, "a"));
    assertEquals(Optional.empty(), steps.target().unfit("a.png", box));
    assertEquals(Optional.empty(), steps.target().unfit("a.MP4", frame));
    assertEquals(
        Optional.of("annotations[0]: image has no frame"), steps.target().unfit("a.png", frame));
    assertEquals(
        Optional.of("annotations[0]: video has no box by itself"),
        steps.target().unfit("a.mp4", box));
    assertTrue(steps.target().unfit("a.wav", box).isPresent());
  }
}
