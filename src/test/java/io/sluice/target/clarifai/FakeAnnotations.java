package io.sluice.target.clarifai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The annotations of the fake platform, and its rules for them. Thread-safe. */
public final class FakeAnnotations {
  private static final int MOST = 128;
  private static final int PROCESSED = 30000;
  private static final int POSTED = 24150;
  private static final int PENDING = 24151;
  private static final int INVALID = 24155;
  private static final int DUPLICATE = 40010;

  private final Map<String, JsonNode> byId = new LinkedHashMap<>();
  private final List<Integer> posts = new ArrayList<>();
  private final Set<String> refusedConcepts = new HashSet<>();
  private final Set<String> busyConcepts = new HashSet<>();
  private final Map<String, Pending> pendingConcepts = new HashMap<>();
  private boolean listsNothing;
  private final List<String> violations = new ArrayList<>();

  /** An annotation with this concept is refused. */
  public synchronized void refuse(String concept) {
    refusedConcepts.add(concept);
  }

  /** The next annotation with this concept meets a platform that is busy. */
  public synchronized void busyOnce(String concept) {
    busyConcepts.add(concept);
  }

  /** An annotation with this concept is pending for so many looks, and then ends with this code. */
  public synchronized void pend(String concept, int looks, int code) {
    pendingConcepts.put(concept, new Pending(looks, code));
  }

  /** Lists no annotation, as one that does not take the question. */
  public synchronized void listNothing() {
    listsNothing = true;
  }

  private record Pending(int looks, int code) {}

  /** Takes everything again. */
  public synchronized void refuseNothing() {
    refusedConcepts.clear();
  }

  /** The annotations of an input, in the order in which they came. */
  public synchronized List<JsonNode> of(String inputId) {
    return byId.values().stream()
        .filter(one -> one.path("input_id").asString().equals(inputId))
        .toList();
  }

  /** The names of their concepts, in that order. */
  public List<String> concepts(String inputId) {
    return of(inputId).stream()
        .map(one -> region(one).path("data").path("concepts").path(0).path("name").asString())
        .toList();
  }

  public synchronized int size() {
    return byId.size();
  }

  /** How many there were in each request. */
  public synchronized List<Integer> posts() {
    return List.copyOf(posts);
  }

  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Somebody deletes an input, and with it its annotations. */
  synchronized void forgetInput(String inputId) {
    byId.values().removeIf(one -> one.path("input_id").asString().equals(inputId));
  }

  /**
   * @param statusOf the code of an input's status; empty where there is none
   */
  synchronized MockResponse post(JsonNode body, Function<String, Optional<Integer>> statusOf) {
    JsonNode posted = body.path("annotations");
    posts.add(posted.size());
    if (posted.isEmpty() || posted.size() > MOST) {
      violations.add(posted.size() + " annotations at once");
      return ClarifaiScripts.status(400, 11102, "1 to 128 annotations");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode told = answer.putArray("annotations");
    int good = 0;
    for (JsonNode one : posted.values()) {
      int code = code(one, statusOf);
      if (code == POSTED || code == PENDING) {
        byId.put(one.path("id").asString(), one);
        good++;
      }
      ObjectNode said = told.addObject();
      said.put("id", one.path("id").asString()).put("input_id", one.path("input_id").asString());
      said.putObject("status").put("code", code).put("description", "annotation " + code);
    }
    int code = good == posted.size() ? 10000 : good == 0 ? 10020 : 10010;
    answer.putObject("status").put("code", code).put("req_id", "sluice-3");
    return ClarifaiScripts.reply(code == 10020 ? 400 : 200, answer.toString());
  }

  private int code(JsonNode one, Function<String, Optional<Integer>> statusOf) {
    String concept = concept(one);
    if (busyConcepts.remove(concept)) {
      return 40031;
    }
    if (!statusOf.apply(one.path("input_id").asString("")).equals(Optional.of(PROCESSED))) {
      violations.add("annotated an input that is not processed");
      return INVALID;
    }
    if (regions(one) != 1 || !isPlaced(region(one).path("region_info"))) {
      violations.add("no annotation: " + one);
      return INVALID;
    }
    if (refusedConcepts.contains(concept)) {
      return INVALID;
    }
    if (byId.containsKey(one.path("id").asString())) {
      return DUPLICATE;
    }
    return pendingConcepts.containsKey(concept) ? PENDING : POSTED;
  }

  /** Those of these ids, with how far they are; each such look counts. */
  synchronized MockResponse list(List<String> ids, List<String> inputIds) {
    if (listsNothing) {
      return ClarifaiScripts.status(400, 11102, "Invalid request");
    }
    if (ids.size() != inputIds.size() || ids.isEmpty() || ids.size() > MOST) {
      violations.add(ids.size() + " annotations of " + inputIds.size() + " inputs");
    }
    ObjectNode answer = FakeClarifai.ok();
    for (String id : ids) {
      JsonNode one = byId.get(id);
      if (one != null) {
        int code = looked(concept(one));
        ObjectNode said = answer.withArray("/annotations").addObject();
        said.put("id", id).put("input_id", one.path("input_id").asString());
        said.putObject("status").put("code", code).put("description", "annotation " + code);
      }
    }
    return ClarifaiScripts.reply(200, answer.toString());
  }

  private int looked(String concept) {
    Pending pending = pendingConcepts.get(concept);
    if (pending == null) {
      return POSTED;
    }
    pendingConcepts.put(concept, new Pending(pending.looks() - 1, pending.code()));
    return pending.looks() > 0 ? PENDING : pending.code();
  }

  private static String concept(JsonNode one) {
    return region(one).path("data").path("concepts").path(0).path("name").asString("");
  }

  private static int regions(JsonNode one) {
    int regions = one.path("data").path("regions").size();
    for (JsonNode frame : one.path("data").path("frames").values()) {
      regions += frame.path("data").path("regions").size();
    }
    return regions;
  }

  private static JsonNode region(JsonNode one) {
    JsonNode data = one.path("data");
    JsonNode holder = data.has("frames") ? data.path("frames").path(0).path("data") : data;
    return holder.path("regions").path(0);
  }

  private static boolean isPlaced(JsonNode info) {
    if (info.has("span")) {
      JsonNode span = info.path("span");
      return span.path("char_end").asLong(0) > span.path("char_start").asLong(-1);
    }
    if (info.has("bounding_box")) {
      JsonNode box = info.path("bounding_box");
      double top = box.path("top_row").asDouble(-1);
      double left = box.path("left_col").asDouble(-1);
      double bottom = box.path("bottom_row").asDouble(-1);
      double right = box.path("right_col").asDouble(-1);
      return top >= 0 && left >= 0 && top < bottom && left < right && bottom <= 1 && right <= 1;
    }
    JsonNode points = info.path("polygon").path("points");
    boolean inside = points.size() >= 3;
    for (JsonNode point : points.values()) {
      double row = point.path("row").asDouble(-1);
      double col = point.path("col").asDouble(-1);
      inside &= row >= 0 && row <= 1 && col >= 0 && col <= 1;
    }
    return inside;
  }
}
