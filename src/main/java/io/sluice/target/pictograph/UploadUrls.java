package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import io.sluice.target.web.StorageUrls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Asks for signed URLs to send files to: one file alone, or several in one request. */
final class UploadUrls {
  /** How long a signed URL can be used, where the reply does not say. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private final PictographApi api;
  private final StorageUrls storageUrls;
  private final Generations generations;
  private final Clock clock;

  UploadUrls(PictographApi api, StorageUrls storageUrls, Generations generations, Clock clock) {
    this.api = api;
    this.storageUrls = storageUrls;
    this.generations = generations;
    this.clock = clock;
  }

  /** As {@link io.sluice.target.Target#reserve}. */
  List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Item> asked = items.stream().filter(item -> refused(item).isEmpty()).toList();
    Iterator<ItemOutcome> answers =
        switch (asked.size()) {
          case 0 -> List.<ItemOutcome>of().iterator();
          case 1 -> List.of(askOne(dataset, asked.get(0))).iterator();
          default -> askGroup(dataset, asked).iterator();
        };
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Item item : items) {
      outcomes.add(refused(item).orElseGet(answers::next));
    }
    return List.copyOf(outcomes);
  }

  /** What needs no request to be refused. */
  private static Optional<ItemOutcome> refused(Item item) {
    if (ContentTypes.of(item.name().fileName()).isEmpty()) {
      return rejected(415, "the platform does not take this type of file");
    }
    if (item.sizeBytes() == 0) {
      return rejected(422, "the file is empty");
    }
    if (item.sizeBytes() > PictographTarget.LARGEST_FILE_BYTES) {
      return rejected(
          413,
          "the file has %d bytes; the platform takes %d"
              .formatted(item.sizeBytes(), PictographTarget.LARGEST_FILE_BYTES));
    }
    return Optional.empty();
  }

  private static Optional<ItemOutcome> rejected(int status, String reason) {
    return Optional.of(new ItemOutcome.Rejected(status, reason));
  }

  private ItemOutcome askOne(Dataset dataset, Item item)
      throws TargetException, InterruptedException {
    String generation = generations.next();
    UploadUrlRequest request = new UploadUrlRequest(dataset.id(), image(item));
    // The URL's life is counted from before it was asked for: too short rather than too long.
    Instant askedAt = clock.instant();
    HttpUrl url = api.path("images/upload-url").build();
    ApiReply reply = api.post(url, request, IdempotencyKeys.of("url", item, generation));
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atReserve(declined);
    }
    try {
      JsonNode object = WireFields.unwrap(((ApiReply.Accepted) reply).body());
      return new IssuedUrls(api, storageUrls, generation, askedAt).only(item, object);
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private List<ItemOutcome> askGroup(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    String generation = generations.next();
    List<String> keys =
        items.stream().map(item -> IdempotencyKeys.of("url", item, generation)).toList();
    UploadUrlRequest.Group request =
        new UploadUrlRequest.Group(dataset.id(), items.stream().map(UploadUrls::image).toList());
    Instant askedAt = clock.instant();
    HttpUrl url = api.path("images/bulk-upload-url").build();
    ApiReply reply = api.postList(url, request, IdempotencyKeys.of("urls", keys));
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atGroup(declined, items.size());
    }
    try {
      JsonNode object = WireFields.unwrap(((ApiReply.Accepted) reply).body());
      return new IssuedUrls(api, storageUrls, generation, askedAt).each(items, object);
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private static UploadUrlRequest.Image image(Item item) {
    return UploadUrlRequest.Image.of(item.name(), contentType(item));
  }

  /** The content type of an item that was not refused for having none. */
  static String contentType(Item item) {
    return ContentTypes.of(item.name().fileName()).orElseThrow();
  }
}
