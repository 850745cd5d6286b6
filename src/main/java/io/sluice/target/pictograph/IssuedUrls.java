package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.StorageUrls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the upload URLs of one reply. Those of a group are matched by their place alone; where that
 * cannot be trusted none is used, since a file must never go to another one's URL.
 */
final class IssuedUrls {
  private static final long LONGEST_LIFE_MINUTES = 24 * 60;

  private final PictographApi api;
  private final StorageUrls storageUrls;
  private final String generation;
  private final Instant askedAt;

  /**
   * @param generation of the request
   * @param askedAt a moment before the request was sent
   */
  IssuedUrls(PictographApi api, StorageUrls storageUrls, String generation, Instant askedAt) {
    this.api = api;
    this.storageUrls = storageUrls;
    this.generation = generation;
    this.askedAt = askedAt;
  }

  /** The answer for one item, which {@code object} is about. */
  ItemOutcome only(Item item, JsonNode object) throws TargetException, BrokenReplyException {
    return reserved(item, WireFields.required(object, "upload_url"), object, life(object));
  }

  /** The answers for a group, in the order asked. */
  List<ItemOutcome> each(List<Item> items, JsonNode object) throws TargetException {
    JsonNode entries = object.path("upload_urls");
    if (!entries.isArray() || entries.size() != items.size()) {
      throw useless("%d upload URLs for %d images".formatted(entries.size(), items.size()));
    }
    requireOrder(items, entries);
    Duration life = life(object);
    Set<String> places = new HashSet<>();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.add(one(items.get(i), entries.path(i), life, places));
    }
    return outcomes;
  }

  /**
   * The answer for one of a group.
   *
   * @param places what was given to those before it
   */
  private ItemOutcome one(Item item, JsonNode entry, Duration life, Set<String> places)
      throws TargetException {
    Optional<String> url = WireFields.text(entry, "upload_url");
    if (url.isEmpty()) {
      return withoutUrl(entry);
    }
    EntryName name = name(item, entry);
    boolean ownUrl = places.add(url.get());
    boolean ownName = places.add(name.directory() + "/" + name.fileName());
    return ownUrl && ownName
        ? reserved(item, url.get(), entry, life)
        : new ItemOutcome.Retry(Duration.ZERO, "the server gave it the place of another file");
  }

  private ItemOutcome withoutUrl(JsonNode entry) {
    String error = EntryErrors.text(entry).orElse("the server gave no upload URL");
    ItemOutcome outcome = EntryErrors.outcome(error, api::shown);
    boolean told = EntryErrors.text(entry).isPresent();
    return told && !(outcome instanceof ItemOutcome.ReservationLost)
        ? outcome
        : new ItemOutcome.Retry(Duration.ZERO, api.shown(error));
  }

  private ItemOutcome reserved(Item item, String url, JsonNode entry, Duration life)
      throws TargetException {
    return new ItemOutcome.Reserved(
        new UploadTicket(
            storageUrls.accept(url),
            name(item, entry),
            UploadUrls.contentType(item),
            generation,
            askedAt.plus(life)));
  }

  private static EntryName name(Item item, JsonNode entry) {
    return EntryName.of(entry).orElseGet(() -> EntryName.of(item.name()));
  }

  /** Names may be changed by the server, but none may be that of another item. */
  private static void requireOrder(List<Item> items, JsonNode entries) throws TargetException {
    Set<EntryName> asked = new HashSet<>();
    items.forEach(item -> asked.add(EntryName.of(item.name())));
    for (int i = 0; i < items.size(); i++) {
      EntryName own = EntryName.of(items.get(i).name());
      EntryName given = EntryName.of(entries.path(i)).orElse(own);
      if (!given.equals(own) && asked.contains(given)) {
        throw useless("upload URLs in another order, or one name for two images");
      }
    }
  }

  /** Asked for one by one, they cannot be mistaken for each other. */
  private static TargetException useless(String seen) {
    return new TargetException(Kind.GROUP_REFUSED, "the server gave " + seen);
  }

  private static Duration life(JsonNode object) {
    long minutes =
        WireFields.count(object, "expires_in_minutes").orElse(UploadUrls.LIFE.toMinutes());
    return Duration.ofMinutes(Math.min(minutes, LONGEST_LIFE_MINUTES));
  }
}
