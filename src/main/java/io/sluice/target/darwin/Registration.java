package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
  private final ItemListing listing;

  Registration(DarwinApi api, TeamName team, Datasets datasets, ItemListing listing) {
    this.api = api;
    this.team = team;
    this.datasets = datasets;
    this.listing = listing;
  }

  /** As {@link io.sluice.target.Target#reserve}. */
  List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<RegistrationStep> steps = steps(dataset, items);
    List<RegistrationStep.Ask> asked =
        steps.stream()
            .filter(RegistrationStep.Ask.class::isInstance)
            .map(RegistrationStep.Ask.class::cast)
            .toList();
    Iterator<ItemOutcome> answers = register(dataset, asked).iterator();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (RegistrationStep step : steps) {
      outcomes.add(step instanceof RegistrationStep.Known known ? known.outcome() : answers.next());
    }
    return List.copyOf(outcomes);
  }

  /** A look-up is for those items alone that carry what does not fit them. */
  private List<RegistrationStep> steps(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Optional<RegistrationStep>> certain = items.stream().map(RegistrationStep::of).toList();
    List<Item> doubtful = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (certain.get(i).isEmpty()) {
        doubtful.add(items.get(i));
      }
    }
    Iterator<Finding> findings = listing.find(dataset, doubtful).iterator();
    List<RegistrationStep> steps = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      steps.add(certain.get(i).orElseGet(() -> RegistrationStep.of(item, findings.next())));
    }
    return steps;
  }

  private List<ItemOutcome> register(Dataset dataset, List<RegistrationStep.Ask> asked)
      throws TargetException, InterruptedException {
    if (asked.isEmpty()) {
      return List.of();
    }
    HttpUrl url = team.items().addPathSegment("register_upload").build();
    ApiReply reply = api.post(url, ItemPayload.registration(datasets.slug(dataset), asked));
    if (reply instanceof ApiReply.Declined declined) {
      return List.of(DarwinErrors.atRegister(declined, asked.size()));
    }
    try {
      return outcomes(asked, ((ApiReply.Accepted) reply).body());
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private List<ItemOutcome> outcomes(List<RegistrationStep.Ask> asked, JsonNode body)
      throws BrokenReplyException, TargetException {
    Map<ItemKey, JsonNode> registered = byKey(WireFields.list(body, "items"));
    Map<ItemKey, JsonNode> blocked = byKey(body.path("blocked_items").values());
    requireRoom(asked, registered, blocked);
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (RegistrationStep.Ask ask : asked) {
      ItemKey key = ItemKey.of(ask.item().name());
      outcomes.add(
          RegisteredSlots.outcome(
              ask,
              Optional.ofNullable(registered.get(key)),
              Optional.ofNullable(blocked.get(key)).map(this::blockedOutcome)));
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
      List<RegistrationStep.Ask> asked,
      Map<ItemKey, JsonNode> registered,
      Map<ItemKey, JsonNode> blocked)
      throws TargetException {
    boolean full = blocked.values().stream().anyMatch(BlockedSlots::isQuota);
    boolean some =
        asked.stream().anyMatch(ask -> registered.containsKey(ItemKey.of(ask.item().name())));
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
}
