package io.sluice.item;

import java.util.Objects;

/**
 * One slot of an item.
 *
 * @param slot the platform's name for it; {@code 0} for a plain image
 * @param source where its bytes come from
 * @param token what the platform gave to recognise the part by after a restart (an upload id, never
 *     a signed URL); empty when it gives none
 */
public record Part(String slot, Source source, String token) {
  /** The slot of a plain image, and of the first part of any item. */
  public static final String ONLY_SLOT = "0";

  public Part {
    if (slot.isEmpty()) {
      throw new IllegalArgumentException("a part needs a slot");
    }
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(token, "token");
  }
}
