package io.sluice.target.clarifai;

import java.util.LinkedHashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The concepts of the fake platform. Guarded by whoever has it. */
final class FakeConcepts {
  private final Map<String, String> names = new LinkedHashMap<>();

  private int mostInAPage = Integer.MAX_VALUE;

  /** Whatever is asked for, no more are on a page. */
  void mostInAPage(int most) {
    mostInAPage = most;
  }

  void add(String id, String name) {
    names.put(id, name);
  }

  /** Those of an input come into being with it; false where one of them has no value. */
  boolean addAll(JsonNode concepts) {
    boolean good = true;
    for (JsonNode concept : concepts.values()) {
      names.putIfAbsent(concept.path("id").asString(), concept.path("name").asString());
      good &= concept.path("value").isNumber();
    }
    return good;
  }

  MockResponse list(int page, int asked) {
    int size = Math.min(asked, mostInAPage);
    ObjectNode body = FakeInput.JSON.createObjectNode();
    body.putObject("status").put("code", 10000).put("description", "Ok");
    names.entrySet().stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(
            concept ->
                body.withArray("/concepts")
                    .addObject()
                    .put("id", concept.getKey())
                    .put("name", concept.getValue()));
    return ClarifaiScripts.reply(200, body.toString());
  }
}
