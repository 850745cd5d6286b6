package io.sluice.target.clarifai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import mockwebserver3.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which inputs the datasets of an app have. Guarded by the server. */
final class FakeDatasets {
  private final Map<String, Set<String>> members = new LinkedHashMap<>();
  private final Map<String, Integer> generations = new LinkedHashMap<>();

  /** A dataset, empty; in the place of one that was deleted. */
  void make(String id) {
    members.put(id, new LinkedHashSet<>());
    generations.merge(id, 1, Integer::sum);
  }

  boolean has(String id) {
    return members.containsKey(id);
  }

  boolean isMember(String dataset, String input) {
    return members.get(dataset).contains(input);
  }

  void add(String dataset, String input) {
    members.get(dataset).add(input);
  }

  void remove(String dataset, String input) {
    members.get(dataset).remove(input);
  }

  void removeEverywhere(String input) {
    members.values().forEach(ids -> ids.remove(input));
  }

  List<String> members(String dataset) {
    return List.copyOf(members.get(dataset));
  }

  /** Wire: one dataset. */
  MockResponse answer(String id) {
    ObjectNode body = FakeClarifai.ok();
    body.putObject("dataset")
        .put("id", id)
        .put("created_at", "2026-11-2%dT08:00:00.868659782Z".formatted(generations.get(id)));
    return ClarifaiScripts.reply(200, body.toString());
  }

  /** Wire: one more. */
  MockResponse create(JsonNode body) {
    String id = body.path("datasets").path(0).path("id").asString("");
    if (has(id)) {
      return ClarifaiScripts.status(400, 40010, "Duplicate id");
    }
    make(id);
    return ClarifaiScripts.reply(200, FakeClarifai.ok().toString());
  }

  /** Wire: whether an input is in it. */
  MockResponse member(String dataset, String id) {
    if (!isMember(dataset, id)) {
      return ClarifaiScripts.status(404, 11101, "Dataset input does not exist");
    }
    ObjectNode body = FakeClarifai.ok();
    body.putObject("dataset_input").putObject("input").put("id", id);
    return ClarifaiScripts.reply(200, body.toString());
  }

  /** Wire: a page of its inputs, the newest first. */
  MockResponse list(String dataset, int page, int size, Function<String, ObjectNode> shown) {
    List<String> newestFirst = new ArrayList<>(members.get(dataset));
    Collections.reverse(newestFirst);
    ObjectNode body = FakeClarifai.ok();
    newestFirst.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(id -> body.withArray("/dataset_inputs").addObject().set("input", shown.apply(id)));
    return ClarifaiScripts.reply(200, body.toString());
  }

  /** Wire: inputs that are there are put into it. */
  MockResponse add(String dataset, JsonNode body, Predicate<String> exists) {
    ObjectNode answer = FakeClarifai.ok();
    for (JsonNode entry : body.path("dataset_inputs").values()) {
      String id = entry.path("input").path("id").asString("");
      ObjectNode shown = answer.withArray("/dataset_inputs").addObject();
      shown.putObject("input").put("id", id);
      boolean there = exists.test(id);
      if (there) {
        add(dataset, id);
      }
      shown.putObject("status").put("code", there ? 64100 : 11101);
    }
    return ClarifaiScripts.reply(200, answer.toString());
  }
}
