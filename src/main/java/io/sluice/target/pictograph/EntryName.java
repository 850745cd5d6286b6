package io.sluice.target.pictograph;

import io.sluice.item.RemoteName;
import java.text.Normalizer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The name by which an entry of a reply is told from the others of its group.
 *
 * @param directory the virtual folder
 * @param fileName in composed form, whatever the server sends
 */
record EntryName(String directory, String fileName) {
  EntryName {
    directory = Normalizer.normalize(directory, Normalizer.Form.NFC);
    fileName = Normalizer.normalize(fileName, Normalizer.Form.NFC);
  }

  /** The name that was asked with. */
  static EntryName of(RemoteName name) {
    return new EntryName(name.directory(), name.fileName());
  }

  /** The name in {@code entry}; empty unless it has both parts. */
  static Optional<EntryName> of(JsonNode entry) {
    Optional<String> directory = WireFields.directory(entry);
    return WireFields.text(entry, "filename")
        .flatMap(fileName -> directory.map(path -> new EntryName(path, fileName)));
  }
}
