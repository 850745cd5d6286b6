package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Reads what a dataset holds: page by page, or under a few names. */
final class ItemListing {
  private static final String PAGE_SIZE = "500";

  /** A server that passed over the names would give all that it has. */
  private static final int MOST_PAGES = 20;

  /** Longer addresses are refused by some servers on the way. */
  private static final int LONGEST_URL = 6_000;

  private final DarwinApi api;
  private final TeamName team;

  ItemListing(DarwinApi api, TeamName team) {
    this.api = api;
    this.team = team;
  }

  /** One page as it came. */
  private record Page(List<ItemRecord> items, int unread, Optional<String> next) {}

  /** As {@link io.sluice.target.Target#list}; what has no bytes yet is counted apart. */
  ListingPage page(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    HttpUrl.Builder url = items(dataset);
    directory.ifPresent(path -> url.addQueryParameter("item_paths[]", path));
    Page page = read(url, cursor);
    List<RemoteImage> images =
        page.items().stream()
            .filter(ItemRecord::finished)
            .filter(item -> directory.isEmpty() || item.key().path().equals(directory.get()))
            .map(ItemRecord::toRemoteImage)
            .toList();
    long unfinished = page.items().stream().filter(item -> !item.finished()).count();
    return new ListingPage(
        images, page.unread(), (int) unfinished, page.next(), OptionalLong.empty());
  }

  /** As {@link io.sluice.target.Target#find}: as few requests as fit into addresses. */
  List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    int from = 0;
    while (from < items.size()) {
      int to = from + 1;
      while (to < items.size() && fits(dataset, items.subList(from, to + 1))) {
        to++;
      }
      findings.addAll(findTogether(dataset, items.subList(from, to)));
      from = to;
    }
    return List.copyOf(findings);
  }

  private boolean fits(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return named(dataset, items).build().toString().length() <= LONGEST_URL;
  }

  private List<Finding> findTogether(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    Map<ItemKey, ItemRecord> there = new HashMap<>();
    int unread = 0;
    Optional<String> cursor = Optional.empty();
    for (int pages = 0; pages == 0 || cursor.isPresent(); pages++) {
      if (pages == MOST_PAGES) {
        unread++;
        break;
      }
      Page page = read(named(dataset, items), cursor);
      page.items().forEach(item -> there.merge(item.key(), item, ItemListing::better));
      unread += page.unread();
      cursor = page.next();
    }
    List<Finding> findings = new ArrayList<>();
    for (Item item : items) {
      findings.add(finding(Optional.ofNullable(there.get(ItemKey.of(item.name()))), unread));
    }
    return findings;
  }

  private static ItemRecord better(ItemRecord one, ItemRecord other) {
    return one.finished() ? one : other;
  }

  private static Finding finding(Optional<ItemRecord> there, int unread) {
    if (there.isPresent()) {
      return there.get().finished()
          ? new Finding.Present(there.get().toRemoteImage())
          : new Finding.Unfinished("");
    }
    return unread == 0
        ? new Finding.Absent()
        : new Finding.Unknown("the platform's listing cannot be read to its end");
  }

  private HttpUrl.Builder named(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    HttpUrl.Builder url = items(dataset);
    items.stream()
        .map(item -> item.name().fileName())
        .distinct()
        .forEach(name -> url.addQueryParameter("item_names[]", name));
    items.stream()
        .map(item -> item.name().directory())
        .distinct()
        .forEach(path -> url.addQueryParameter("item_paths[]", path));
    return url;
  }

  private HttpUrl.Builder items(Dataset dataset) throws TargetException, InterruptedException {
    return team.items()
        .addQueryParameter("dataset_ids[]", dataset.id())
        .addQueryParameter("page[size]", PAGE_SIZE);
  }

  private Page read(HttpUrl.Builder url, Optional<String> cursor)
      throws TargetException, InterruptedException {
    cursor.ifPresent(from -> url.addQueryParameter("page[from]", from));
    ApiReply reply = api.get(url.build());
    if (reply instanceof ApiReply.Declined declined) {
      throw DarwinErrors.atDataset(declined);
    }
    JsonNode body = ((ApiReply.Accepted) reply).body();
    try {
      List<ItemRecord> items = new ArrayList<>();
      int unread = 0;
      for (JsonNode object : WireFields.list(body, "items")) {
        Optional<ItemRecord> item = ItemRecord.of(object);
        item.ifPresent(items::add);
        unread += item.isPresent() ? 0 : 1;
      }
      return new Page(items, unread, next(body, cursor));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  /** A cursor that leads to where it came from would never end. */
  private static Optional<String> next(JsonNode body, Optional<String> cursor)
      throws BrokenReplyException {
    Optional<String> next = WireFields.text(body.path("page"), "next");
    if (next.isPresent() && next.equals(cursor)) {
      throw new BrokenReplyException("the next page is this one");
    }
    return next;
  }
}
