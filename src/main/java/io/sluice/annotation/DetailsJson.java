package io.sluice.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of what is known of an input: strict, so that a misspelt key is a mistake and not
 * something that is silently left out.
 *
 * <pre>{@code
 * {"id": "cat-1",
 *  "concepts": ["cat", {"name": "dog", "value": 0}],
 *  "metadata": {"camera": 3},
 *  "geo_point": {"longitude": 24.94, "latitude": 60.17},
 *  "annotations": [
 *    {"box": {"top": 0.1, "left": 0.1, "bottom": 0.5, "right": 0.4}, "concepts": ["cat"]},
 *    {"polygon": [{"x": 0.1, "y": 0.1}, {"x": 0.5, "y": 0.1}, {"x": 0.3, "y": 0.6}], "concepts": ["ear"]},
 *    {"frame": {"time_ms": 1500, "index": 45}, "box": {...}, "concepts": ["glass"]},
 *    {"span": {"start": 0, "end": 12}, "concepts": ["name"]}]}
 * }</pre>
 */
public final class DetailsJson {
  private static final int DEEPEST_NESTING = 64;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DetailsJson() {}

  /**
   * Reads a document, which the caller has bounded.
   *
   * @throws IllegalArgumentException with where and what is wrong, in words that hold no more than
   *     names of keys and numbers of the document
   */
  public static InputDetails read(String json) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new IllegalArgumentException("line %d, column %d: not JSON".formatted(line, column), e);
    }
    KnownFields fields =
        KnownFields.of(
            tree, "the document", Set.of("id", "concepts", "metadata", "geo_point", "annotations"));
    return new InputDetails(
        fields.node("id").map(id -> text(id, "id")),
        fields.node("concepts").map(node -> concepts(node, "concepts")).orElse(List.of()),
        fields.node("metadata").map(DetailsJson::metadata).orElse(InputDetails.NO_METADATA),
        fields.node("geo_point").map(DetailsJson::geoPoint),
        fields.node("annotations").map(DetailsJson::annotations).orElse(List.of()));
  }

  private static String metadata(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("metadata must be an object");
    }
    requireFinite(node);
    return MAPPER.writeValueAsString(node);
  }

  /** A number that is too large to be kept would be written as a text. */
  private static void requireFinite(JsonNode node) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble())) {
      throw new IllegalArgumentException("metadata has a number that is too large");
    }
    node.values().forEach(DetailsJson::requireFinite);
  }

  private static GeoPoint geoPoint(JsonNode node) {
    KnownFields fields = KnownFields.of(node, "geo_point", Set.of("longitude", "latitude"));
    return new GeoPoint(fields.number("longitude"), fields.number("latitude"));
  }

  private static List<Concept> concepts(JsonNode node, String where) {
    List<Concept> concepts = new ArrayList<>();
    for (JsonNode one : KnownFields.list(node, where)) {
      if (one.isString()) {
        concepts.add(new Concept(one.asString()));
      } else {
        KnownFields fields = KnownFields.of(one, where, Set.of("name", "value"));
        double value = fields.node("value").isPresent() ? fields.number("value") : Concept.PRESENT;
        concepts.add(new Concept(text(fields.required("name"), where + ".name"), value));
      }
    }
    return concepts;
  }

  private static List<Annotation> annotations(JsonNode node) {
    List<Annotation> annotations = new ArrayList<>();
    int place = 0;
    for (JsonNode one : KnownFields.list(node, "annotations")) {
      String where = "annotations[" + place++ + "]";
      try {
        KnownFields fields =
            KnownFields.of(one, where, Set.of("box", "polygon", "frame", "span", "concepts"));
        annotations.add(
            new Annotation(
                RegionJson.read(fields),
                concepts(fields.required("concepts"), where + ".concepts")));
      } catch (IllegalArgumentException e) {
        String said = String.valueOf(e.getMessage());
        throw new IllegalArgumentException(said.startsWith(where) ? said : where + ": " + said, e);
      }
    }
    return annotations;
  }

  private static String text(JsonNode node, String where) {
    if (!node.isString()) {
      throw new IllegalArgumentException(where + " must be a text");
    }
    return node.asString();
  }

  /** The document, on one line; {@link #read} gives the same value back. */
  public static String write(InputDetails details) {
    ObjectNode tree = NODES.objectNode();
    details.id().ifPresent(id -> tree.put("id", id));
    if (!details.concepts().isEmpty()) {
      put(tree.putArray("concepts"), details.concepts());
    }
    if (!details.metadata().equals(InputDetails.NO_METADATA)) {
      tree.set("metadata", MAPPER.readTree(details.metadata()));
    }
    details
        .geoPoint()
        .ifPresent(
            point ->
                tree.putObject("geo_point")
                    .put("longitude", point.longitude())
                    .put("latitude", point.latitude()));
    if (!details.annotations().isEmpty()) {
      ArrayNode list = tree.putArray("annotations");
      details.annotations().forEach(one -> put(list.addObject(), one));
    }
    return MAPPER.writeValueAsString(tree);
  }

  private static void put(ArrayNode list, List<Concept> concepts) {
    for (Concept concept : concepts) {
      list.addObject().put("name", concept.name()).put("value", concept.value());
    }
  }

  private static void put(ObjectNode tree, Annotation annotation) {
    RegionJson.put(tree, annotation.region());
    put(tree.putArray("concepts"), annotation.concepts());
  }
}
