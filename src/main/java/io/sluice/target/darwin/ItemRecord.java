package io.sluice.target.darwin;

import io.sluice.target.RemoteImage;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Wire: an item as a listing describes it.
 *
 * @param finished whether its bytes are there; else it is only registered
 * @param sizeBytes of all its files, where the platform tells that of each
 */
record ItemRecord(String id, ItemKey key, boolean finished, OptionalLong sizeBytes) {
  private static final Set<String> WITHOUT_BYTES = Set.of("uploading", "pending", "registered");

  /** The item that {@code object} describes; empty when that makes no sense. */
  static Optional<ItemRecord> of(JsonNode object) {
    return ItemKey.of(object)
        .map(
            key ->
                new ItemRecord(
                    WireFields.text(object, "id").orElse(""), key, finished(object), size(object)));
  }

  RemoteImage toRemoteImage() {
    return new RemoteImage(id, key.path(), key.name(), sizeBytes, Optional.empty());
  }

  private static boolean finished(JsonNode object) {
    return !WITHOUT_BYTES.contains(word(object, "processing_status"))
        && !WITHOUT_BYTES.contains(word(object, "status"));
  }

  private static String word(JsonNode object, String name) {
    return WireFields.text(object, name).orElse("").toLowerCase(Locale.ROOT);
  }

  private static OptionalLong size(JsonNode object) {
    long sum = 0;
    boolean any = false;
    for (JsonNode slot : object.path("slots").values()) {
      OptionalLong bytes = WireFields.count(slot, "size_bytes");
      if (bytes.isEmpty()) {
        return OptionalLong.empty();
      }
      any = true;
      sum += bytes.getAsLong();
    }
    return any ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
