package io.sluice.target.clarifai;

import io.sluice.annotation.DetailsJson;
import io.sluice.annotation.InputDetails;
import io.sluice.item.Item;
import io.sluice.target.ItemOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What tests of annotations do with a small Clarifai: an input that is there, and what it shows.
 */
final class AnnotationSteps {
  static final String BOX = "\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}";

  private final ClarifaiSteps steps;

  /**
   * @param folder for the files that become inputs
   */
  AnnotationSteps(Path folder) throws Exception {
    steps = new ClarifaiSteps(folder, true);
  }

  static String annotation(String place, String concept) {
    return "{%s, \"concepts\": [\"%s\"]}".formatted(place, concept);
  }

  static InputDetails details(String... annotations) {
    return DetailsJson.read("{\"annotations\": [" + String.join(",", annotations) + "]}");
  }

  static Item saying(Item item, InputDetails details) {
    return item.withOptions(item.options().detailed(details));
  }

  /** An input that is there and processed, and the item that it was made of. */
  Item there(String name) throws Exception {
    Item item = steps.items().create("/", name);
    steps.upload(item);
    steps.server().processing().after(0);
    return item.withTokens(Map.of("0", InputIds.of(ClarifaiFixture.DATASET, item.name()).get(0)));
  }

  ItemOutcome attach(Item item) throws Exception {
    return steps.target().attach(steps.dataset(), List.of(item)).get(0);
  }

  FakeAnnotations annotations() {
    return steps.server().annotations();
  }

  /** The Clarifai, which the test closes. */
  ClarifaiSteps steps() {
    return steps;
  }
}
