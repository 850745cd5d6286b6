package io.sluice.target.darwin;

import io.sluice.item.RemoteName;
import java.text.Normalizer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What tells an item of a reply from the others: its folder and its name, whatever place it has in
 * the reply. The folder begins with a slash and does not end with one, as servers may or may not
 * send it; both are in composed form.
 */
record ItemKey(String path, String name) {
  ItemKey {
    path = Normalizer.normalize(withSlash(path), Normalizer.Form.NFC);
    name = Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The item that was asked about. */
  static ItemKey of(RemoteName name) {
    return new ItemKey(name.directory(), name.fileName());
  }

  /** The item that {@code entry} is about; empty unless it says both. */
  static Optional<ItemKey> of(JsonNode entry) {
    JsonNode path = entry.path("path");
    return WireFields.text(entry, "name")
        .filter(name -> path.isString())
        .map(name -> new ItemKey(path.asString(), name));
  }

  private static String withSlash(String path) {
    String inner = path.replaceAll("^/+|/+$", "");
    return "/" + (inner.equals(".") ? "" : inner);
  }
}
