package io.sluice.app;

import io.sluice.csv.MetadataText;
import io.sluice.item.Source;
import io.sluice.ledger.ToldItem;
import io.sluice.target.clarifai.ClarifaiTarget;
import java.util.Optional;
import java.util.Set;

/** Keys of metadata that are not to be had: Sluice would write something else there. Pure. */
final class RowMetadata {
  private RowMetadata() {}

  /** Why an item cannot have the metadata that was told of it. */
  static Optional<String> trouble(ToldItem item) {
    boolean byContent =
        item.details().id().isPresent() || !(item.source() instanceof Source.LocalFile);
    Set<String> own = ClarifaiTarget.ownMetadata(byContent);
    return MetadataText.keys(item.details().metadata()).stream()
        .filter(own::contains)
        .findFirst()
        .map(
            key ->
                "column metadata: Sluice writes '%s' itself, to know its inputs again; use another"
                        .formatted(key)
                    + " key");
  }
}
