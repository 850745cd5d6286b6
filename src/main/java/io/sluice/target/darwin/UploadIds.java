package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.target.Reservation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an item's registration gave: an upload id for each slot, and the item's own id. They last
 * until the upload is confirmed; no end of their life is known.
 */
final class UploadIds implements Reservation {
  private static final String BETWEEN = " ";

  private final Map<String, String> tokens;

  private UploadIds(Map<String, String> tokens) {
    this.tokens = Map.copyOf(tokens);
  }

  /**
   * Of a new registration.
   *
   * @param itemId the platform's id of the item, or empty
   * @param bySlot the upload ids, by our slots
   */
  static UploadIds of(String itemId, Map<String, String> bySlot) {
    Map<String, String> tokens = new LinkedHashMap<>();
    bySlot.forEach((slot, upload) -> tokens.put(slot, upload + BETWEEN + itemId));
    return new UploadIds(tokens);
  }

  /** Of an item that carries what an earlier registration gave. */
  static UploadIds carriedBy(Item item) {
    Map<String, String> tokens = new LinkedHashMap<>();
    item.parts().forEach(part -> tokens.put(part.slot(), part.token()));
    return new UploadIds(tokens);
  }

  /** Those behind {@code reservation}, which this platform gave. */
  static UploadIds of(Reservation reservation) {
    if (reservation instanceof UploadIds ids) {
      return ids;
    }
    throw new IllegalArgumentException("not a reservation of this platform");
  }

  /** The upload id of a part. */
  String upload(Part part) {
    String token = tokens.get(part.slot());
    if (token == null) {
      throw new IllegalArgumentException("nothing was reserved for slot " + part.slot());
    }
    return token.split(BETWEEN, 2)[0];
  }

  /** The platform's id of the item, or empty. */
  String itemId() {
    String[] words = tokens.values().iterator().next().split(BETWEEN, 2);
    return words.length < 2 ? "" : words[1];
  }

  @Override
  public Map<String, String> tokens() {
    return tokens;
  }

  @Override
  public Instant expiresAt() {
    return Instant.MAX;
  }

  @Override
  public String toString() {
    return "UploadIds";
  }
}
