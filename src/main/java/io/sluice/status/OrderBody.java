package io.sluice.status;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of an order: one JSON object, read strictly. */
final class OrderBody {
  static final int LONGEST_BYTES = 65_536;

  private static final int DEEPEST_NESTING = 8;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxDocumentLength(LONGEST_BYTES)
                          .maxNumberLength(64)
                          .maxNameLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private OrderBody() {}

  /**
   * The object; an empty one for an empty body.
   *
   * @param allowed the keys that it may have
   */
  static JsonNode read(byte[] body, String... allowed) throws Refusal {
    JsonNode tree = body.length == 0 ? MAPPER.createObjectNode() : parse(body);
    if (!tree.isObject()) {
      throw Refusal.bad("the body must be a JSON object");
    }
    List<String> keys = List.of(allowed);
    if (!keys.containsAll(tree.propertyNames())) {
      throw Refusal.bad(
          "the body may have the keys " + String.join(" and ", keys) + ", and no other");
    }
    return tree;
  }

  private static JsonNode parse(byte[] body) throws Refusal {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      // Without its text, which quotes the body.
      throw Refusal.bad("the body is not the JSON that it should be");
    }
  }
}
