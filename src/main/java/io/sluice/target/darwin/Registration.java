package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Registers items, which gives an upload id for each of their slots. */
final class Registration {
  private final DarwinApi api;
  private final TeamName team;
  private final Datasets datasets;

  Registration(DarwinApi api, TeamName team, Datasets datasets) {
    this.api = api;
    this.team = team;
    this.datasets = datasets;
  }

  /** As {@link io.sluice.target.Target#reserve}. */
  List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Item> asked = items.stream().filter(item -> known(item).isEmpty()).toList();
    Iterator<ItemOutcome> answers = register(dataset, asked).iterator();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Item item : items) {
      outcomes.add(known(item).orElseGet(answers::next));
    }
    return List.copyOf(outcomes);
  }

  /** What needs no request: what would leave an item without bytes, and what was registered. */
  private static Optional<ItemOutcome> known(Item item) {
    if (item.options().layout() == ItemLayout.SERIES && item.parts().size() > 1) {
      // The platform wants a volume in one file; who gathers its slices puts them into a zip.
      return rejected(0, "the slices of a series must be one file");
    }
    if (item.options().layout() == ItemLayout.CHANNELS
        && item.parts().size() > SlotGrid.MOST_CHANNELS) {
      return rejected(
          0,
          "it has %d channels; the platform takes %d"
              .formatted(item.parts().size(), SlotGrid.MOST_CHANNELS));
    }
    for (Part part : item.parts()) {
      long bytes = part.source().sizeBytes();
      if (bytes == 0) {
        return rejected(422, "the file is empty");
      }
      if (bytes > DarwinTarget.LARGEST_FILE_BYTES) {
        return rejected(
            413,
            "the file has %d bytes; one request to the storage carries %d"
                .formatted(bytes, DarwinTarget.LARGEST_FILE_BYTES));
      }
    }
    return item.hasTokens()
        ? Optional.of(new ItemOutcome.Reserved(UploadIds.carriedBy(item)))
        : Optional.empty();
  }

  private static Optional<ItemOutcome> rejected(int status, String reason) {
    return Optional.of(new ItemOutcome.Rejected(status, reason));
  }

  private List<ItemOutcome> register(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    if (items.isEmpty()) {
      return List.of();
    }
    HttpUrl url = team.items().addPathSegment("register_upload").build();
    ApiReply reply = api.post(url, ItemPayload.registration(datasets.slug(dataset), items));
    if (reply instanceof ApiReply.Declined declined) {
      return List.of(DarwinErrors.atRegister(declined, items.size()));
    }
    try {
      return outcomes(items, ((ApiReply.Accepted) reply).body());
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private List<ItemOutcome> outcomes(List<Item> items, JsonNode body)
      throws BrokenReplyException, TargetException {
    Map<ItemKey, JsonNode> registered = byKey(WireFields.list(body, "items"));
    Map<ItemKey, JsonNode> blocked = byKey(body.path("blocked_items").values());
    requireRoom(items, registered, blocked);
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Item item : items) {
      ItemKey key = ItemKey.of(item.name());
      if (blocked.containsKey(key)) {
        outcomes.add(blockedOutcome(blocked.get(key)));
      } else if (registered.containsKey(key)) {
        outcomes.add(reserved(item, registered.get(key)));
      } else {
        outcomes.add(new ItemOutcome.Unknown("the platform did not say what became of it"));
      }
    }
    return outcomes;
  }

  private static Map<ItemKey, JsonNode> byKey(Iterable<JsonNode> entries) {
    Map<ItemKey, JsonNode> byKey = new HashMap<>();
    for (JsonNode entry : entries) {
      ItemKey.of(entry).ifPresent(key -> byKey.put(key, entry));
    }
    return byKey;
  }

  /** Where nothing at all was registered for want of room, that speaks of the whole target. */
  private void requireRoom(
      List<Item> items, Map<ItemKey, JsonNode> registered, Map<ItemKey, JsonNode> blocked)
      throws TargetException {
    boolean full = blocked.values().stream().anyMatch(BlockedSlots::isQuota);
    boolean some = items.stream().anyMatch(item -> registered.containsKey(ItemKey.of(item.name())));
    if (full && !some) {
      throw DarwinErrors.quota(
          api.host() + " takes no more items of this team: ITEM_COUNT_LIMIT_EXCEEDED");
    }
  }

  private ItemOutcome blockedOutcome(JsonNode entry) {
    return BlockedSlots.isQuota(entry)
        ? new ItemOutcome.Retry(
            Duration.ZERO, "the team's limit of items is reached: ITEM_COUNT_LIMIT_EXCEEDED")
        : BlockedSlots.outcome(entry, api::shown);
  }

  private static ItemOutcome reserved(Item item, JsonNode entry) {
    Map<String, String> uploads = new HashMap<>();
    for (JsonNode slot : entry.path("slots").values()) {
      Optional<String> upload = WireFields.text(slot, "upload_id").filter(id -> !id.contains(" "));
      WireFields.text(slot, "slot_name")
          .ifPresent(name -> upload.ifPresent(id -> uploads.put(name, id)));
    }
    Map<String, String> bySlot = new LinkedHashMap<>();
    for (Part part : item.parts()) {
      String upload = uploads.get(ItemPayload.slotName(item, part));
      if (upload == null) {
        return new ItemOutcome.Unknown("the platform gave no upload id for one of its slots");
      }
      bySlot.put(part.slot(), upload);
    }
    return new ItemOutcome.Reserved(UploadIds.of(WireFields.text(entry, "id").orElse(""), bySlot));
  }
}
