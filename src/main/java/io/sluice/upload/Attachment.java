package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.ledger.ItemChange;
import java.util.Objects;
import java.util.Optional;

/**
 * Something to be added to an entry that exists.
 *
 * @param item whose it is: a sidecar, or what the entry itself was made of; the token of its first
 *     part is the entry's id
 * @param end what the item comes to once it was added; empty for a sidecar, whose end that is
 */
record Attachment(Item item, Optional<ItemChange.Finished> end) {
  Attachment {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(end, "end");
  }
}
