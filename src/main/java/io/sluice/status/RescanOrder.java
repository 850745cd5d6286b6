package io.sluice.status;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The body of an order: {@code {"folders": ["name", ...], "anew": true}}, both optional.
 *
 * @param folders the folders that it is for
 * @param anew whether what ended badly is tried again, too
 */
record RescanOrder(List<String> folders, boolean anew) {
  RescanOrder {
    folders = List.copyOf(folders);
  }

  /**
   * Reads a body.
   *
   * @param known the names of all folders, which an empty body stands for
   */
  static RescanOrder read(byte[] body, List<String> known) throws Refusal {
    JsonNode tree = OrderBody.read(body, "folders", "anew");
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
