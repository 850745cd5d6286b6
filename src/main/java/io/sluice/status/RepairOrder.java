package io.sluice.status;

import io.sluice.file.RelativePath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The body of a repair: {@code {"folder": "name", "paths": ["stop/1.png", ...], "duplicates":
 * false}}, the last one optional.
 *
 * @param folder the folder
 * @param paths files of it, percent-encoded on the wire
 * @param duplicates whether they are to be sent beside what has their names, when they are tried
 *     next; else they are lost there, and uploaded again
 */
record RepairOrder(String folder, List<RelativePath> paths, boolean duplicates) {
  RepairOrder {
    paths = List.copyOf(paths);
  }

  /**
   * Reads a body.
   *
   * @param known the names of all folders
   */
  static RepairOrder read(byte[] body, List<String> known) throws Refusal {
    JsonNode tree = OrderBody.read(body, "folder", "paths", "duplicates");
    JsonNode folder = tree.path("folder");
    JsonNode paths = tree.path("paths");
    if (!folder.isString() || !paths.isArray() || paths.isEmpty()) {
      throw Refusal.bad("the body must have a folder, and paths as a list");
    }
    JsonNode duplicates = tree.path("duplicates");
    if (!duplicates.isMissingNode() && !duplicates.isBoolean()) {
      throw Refusal.bad("duplicates must be true or false");
    }
    if (!known.contains(folder.stringValue())) {
      throw Refusal.unknownFolders(List.of(folder.stringValue()), known);
    }
    List<RelativePath> files = new ArrayList<>();
    for (JsonNode path : paths) {
      files.add(path(path));
    }
    return new RepairOrder(folder.stringValue(), files, duplicates.asBoolean(false));
  }

  private static RelativePath path(JsonNode path) throws Refusal {
    try {
      if (path.isString() && !path.stringValue().isEmpty()) {
        return new RelativePath(path.stringValue());
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("paths must be percent-encoded, below their folder");
    }
    throw Refusal.bad("paths must be a list of texts");
  }
}
