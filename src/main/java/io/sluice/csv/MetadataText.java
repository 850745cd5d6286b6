package io.sluice.csv;

import io.sluice.annotation.InputDetails;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads metadata: a JSON object, or one as Python prints it, with single quotes. Strict JSON is
 * tried first. Pure.
 */
public final class MetadataText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(InputDetails.DEEPEST_METADATA)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MetadataText() {}

  /** The object as compact JSON. */
  static String read(String text) {
    if (text.isBlank()) {
      return InputDetails.NO_METADATA;
    }
    if (text.length() > InputDetails.LONGEST_METADATA) {
      throw new IllegalArgumentException(
          "metadata has at most %d characters, not %d"
              .formatted(InputDetails.LONGEST_METADATA, text.length()));
    }
    JsonNode tree =
        parsed(text)
            .or(() -> SingleQuotes.toJson(text).flatMap(MetadataText::parsed))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is no JSON object, with double or with single quotes"));
    if (!tree.isObject()) {
      throw new IllegalArgumentException("metadata is an object: {\"key\": value}");
    }
    requireFinite(tree);
    return MAPPER.writeValueAsString(tree);
  }

  /** The keys of a JSON object that was read. */
  public static Set<String> keys(String metadata) {
    return new TreeSet<>(MAPPER.readTree(metadata).propertyNames());
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static void requireFinite(JsonNode node) {
    if (node.isNumber() && !Double.isFinite(node.asDouble())) {
      throw new IllegalArgumentException("a number is too large");
    }
    node.values().forEach(MetadataText::requireFinite);
  }
}
