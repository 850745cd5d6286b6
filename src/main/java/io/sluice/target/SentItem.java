package io.sluice.target;

import io.sluice.item.Item;
import java.util.Objects;

/**
 * An item whose bytes are at the platform.
 *
 * @param item the item; its sources carry the digests of what was sent
 * @param reservation what the bytes went to
 */
public record SentItem(Item item, Reservation reservation) {
  public SentItem {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(reservation, "reservation");
  }
}
