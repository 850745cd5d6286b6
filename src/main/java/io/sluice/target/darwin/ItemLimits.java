package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import io.sluice.target.ItemOutcome;
import java.util.Optional;

/** What is never registered, since it would leave an item without bytes, or with others'. Pure. */
final class ItemLimits {
  private ItemLimits() {}

  /** Why {@code item} is not registered; empty where it can be. */
  static Optional<ItemOutcome> refusal(Item item) {
    ItemLayout layout = item.options().layout();
    int parts = item.parts().size();
    if (layout == ItemLayout.SERIES && parts > 1) {
      // The platform wants a volume in one file; who gathers its slices puts them into a zip.
      return rejected(0, "the slices of a series must be one file");
    }
    if (layout == ItemLayout.CHANNELS && parts > SlotGrid.MOST_CHANNELS) {
      return rejected(
          0, "it has %d channels; the platform takes %d".formatted(parts, SlotGrid.MOST_CHANNELS));
    }
    return SlotNames.trouble(item)
        .flatMap(words -> rejected(0, words))
        .or(() -> item.parts().stream().flatMap(part -> ofSize(part).stream()).findFirst());
  }

  private static Optional<ItemOutcome> ofSize(Part part) {
    long bytes = part.source().sizeBytes();
    if (bytes == 0) {
      return rejected(422, "the file is empty");
    }
    return bytes > DarwinTarget.LARGEST_FILE_BYTES
        ? rejected(
            413,
            "the file has %d bytes; one request to the storage carries %d"
                .formatted(bytes, DarwinTarget.LARGEST_FILE_BYTES))
        : Optional.empty();
  }

  private static Optional<ItemOutcome> rejected(int status, String reason) {
    return Optional.of(new ItemOutcome.Rejected(status, reason));
  }
}
