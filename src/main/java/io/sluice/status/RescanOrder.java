package io.sluice.status;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of an order: {@code {"folders": ["name", ...], "anew": true}}, both optional.
 *
 * @param folders the folders that it is for
 * @param anew whether what ended badly is tried again, too
 */
record RescanOrder(List<String> folders, boolean anew) {
  static final int LONGEST_BODY_BYTES = 65_536;

  private static final int DEEPEST_NESTING = 8;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxDocumentLength(LONGEST_BODY_BYTES)
                          .maxNumberLength(64)
                          .maxNameLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  RescanOrder {
    folders = List.copyOf(folders);
  }

  /**
   * Reads a body.
   *
   * @param known the names of all folders, which an empty body stands for
   */
  static RescanOrder read(byte[] body, List<String> known) throws Refusal {
    JsonNode tree = body.length == 0 ? MAPPER.createObjectNode() : parse(body);
    if (!tree.isObject()) {
      throw Refusal.bad("the body must be a JSON object");
    }
    for (String key : tree.propertyNames()) {
      if (!key.equals("folders") && !key.equals("anew")) {
        throw Refusal.bad("the body may have the keys folders and anew, and no other");
      }
    }
    JsonNode anew = tree.path("anew");
    if (!anew.isMissingNode() && !anew.isBoolean()) {
      throw Refusal.bad("anew must be true or false");
    }
    List<String> folders = tree.has("folders") ? names(tree.get("folders")) : known;
    List<String> unknown = folders.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw Refusal.unknownFolders(unknown, known);
    }
    return new RescanOrder(folders, anew.asBoolean(false));
  }

  private static JsonNode parse(byte[] body) throws Refusal {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      // Without its text, which quotes the body.
      throw Refusal.bad("the body is not the JSON that it should be");
    }
  }

  private static List<String> names(JsonNode folders) throws Refusal {
    List<String> names = new ArrayList<>();
    for (JsonNode name : folders) {
      if (!name.isString()) {
        throw Refusal.bad("folders must be a list of names");
      }
      names.add(name.stringValue());
    }
    if (!folders.isArray() || names.isEmpty()) {
      throw Refusal.bad("folders must be a list of names; leave it away for all folders");
    }
    return names.stream().distinct().toList();
  }
}
