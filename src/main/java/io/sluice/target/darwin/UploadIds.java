package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.target.Reservation;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an item's registration gave: an upload id for each slot, and the item's own id. They last
 * until the upload is confirmed; no end of their life is known. They are good for the slots that
 * were registered and for no others, so each token says which those were.
 */
final class UploadIds implements Reservation {
  private static final String BETWEEN = " ";

  private final String mark;
  private final String itemId;

  /** By our slots, all of them; an empty one was not given. */
  private final Map<String, String> uploads;

  private UploadIds(String mark, String itemId, Map<String, String> uploads) {
    this.mark = mark;
    this.itemId = itemId;
    this.uploads = Collections.unmodifiableMap(new LinkedHashMap<>(uploads));
  }

  /** A token taken apart; one that makes no sense is of no registration that is known. */
  private record Token(String upload, String mark, String itemId) {
    static Token of(String text) {
      String[] words = text.split(BETWEEN, 3);
      return words.length == 3 ? new Token(words[0], words[1], words[2]) : new Token("", "", "");
    }
  }

  /** Of an item of which nothing is registered. */
  static UploadIds none(Item item) {
    Map<String, String> uploads = new LinkedHashMap<>();
    item.parts().forEach(part -> uploads.put(part.slot(), ""));
    return new UploadIds(SlotNames.mark(item), "", uploads);
  }

  /** Of an item that carries what an earlier registration gave for these very slots. */
  static UploadIds carriedBy(Item item) {
    UploadIds ids = none(item);
    for (Part part : item.parts()) {
      Token token = Token.of(part.token());
      if (token.mark().equals(ids.mark)) {
        ids = ids.with(token.itemId(), Map.of(part.slot(), token.upload()));
      }
    }
    return ids;
  }

  /** Whether {@code item} carries what was given for other slots than it has. */
  static boolean areOfOthers(Item item) {
    String mark = SlotNames.mark(item);
    return item.parts().stream()
        .map(Part::token)
        .anyMatch(token -> !token.isEmpty() && !Token.of(token).mark().equals(mark));
  }

  /** Those behind {@code reservation}, which this platform gave. */
  static UploadIds of(Reservation reservation) {
    if (reservation instanceof UploadIds ids) {
      return ids;
    }
    throw new IllegalArgumentException("not a reservation of this platform");
  }

  /**
   * The same with what a further registration gave.
   *
   * @param id the platform's id of the item, or empty
   * @param bySlot upload ids, by our slots
   */
  UploadIds with(String id, Map<String, String> bySlot) {
    Map<String, String> all = new LinkedHashMap<>(uploads);
    all.putAll(bySlot);
    return new UploadIds(mark, id.isEmpty() ? itemId : id, all);
  }

  /** The parts that have no upload id. */
  List<Part> missing(Item item) {
    return item.parts().stream().filter(part -> uploads.get(part.slot()).isEmpty()).toList();
  }

  /** Whether there is an upload id. */
  boolean any() {
    return uploads.values().stream().anyMatch(upload -> !upload.isEmpty());
  }

  /** Whether two slots have one upload id, so that one's bytes would replace the other's. */
  boolean areMixedUp() {
    List<String> given = uploads.values().stream().filter(upload -> !upload.isEmpty()).toList();
    return new HashSet<>(given).size() < given.size();
  }

  /** The upload id of a part. */
  String upload(Part part) {
    String upload = uploads.getOrDefault(part.slot(), "");
    if (upload.isEmpty()) {
      throw new IllegalArgumentException("nothing was reserved for slot " + part.slot());
    }
    return upload;
  }

  /** The platform's id of the item, or empty. */
  String itemId() {
    return itemId;
  }

  @Override
  public Map<String, String> tokens() {
    Map<String, String> tokens = new LinkedHashMap<>();
    uploads.forEach((slot, upload) -> tokens.put(slot, String.join(BETWEEN, upload, mark, itemId)));
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
