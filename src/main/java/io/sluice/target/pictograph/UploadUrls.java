package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Asks for signed URLs to send files to. */
final class UploadUrls {
  /** How long a signed URL can be used, where the reply does not say. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private static final long LONGEST_LIFE_MINUTES = 24 * 60;

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

  /** As {@link io.sluice.target.Target#reserve}, for one item. */
  ItemOutcome reserve(Dataset dataset, Item item) throws TargetException, InterruptedException {
    Optional<String> type = ContentTypes.of(item.name().fileName());
    if (type.isEmpty()) {
      return new ItemOutcome.Rejected(415, "the platform does not take this type of file");
    }
    if (item.sizeBytes() == 0) {
      return new ItemOutcome.Rejected(422, "the file is empty");
    }
    if (item.sizeBytes() > PictographTarget.LARGEST_FILE_BYTES) {
      return new ItemOutcome.Rejected(
          413,
          "the file has %d bytes; the platform takes %d"
              .formatted(item.sizeBytes(), PictographTarget.LARGEST_FILE_BYTES));
    }
    return ask(dataset, item, type.get());
  }

  private ItemOutcome ask(Dataset dataset, Item item, String contentType)
      throws TargetException, InterruptedException {
    String generation = generations.next();
    UploadUrlRequest request =
        new UploadUrlRequest(
            dataset.id(), item.name().fileName(), item.name().directory(), contentType);
    // The URL's life is counted from before it was asked for: too short rather than too long.
    Instant askedAt = clock.instant();
    HttpUrl url = api.path("images/upload-url").build();
    ApiReply reply = api.post(url, request, IdempotencyKeys.of("url", item, generation));
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atReserve(declined);
    }
    return new ItemOutcome.Reserved(
        ticket((ApiReply.Accepted) reply, contentType, generation, askedAt));
  }

  private UploadTicket ticket(
      ApiReply.Accepted reply, String contentType, String generation, Instant askedAt)
      throws TargetException {
    try {
      JsonNode object = WireFields.unwrap(reply.body());
      HttpUrl url = storageUrls.accept(WireFields.required(object, "upload_url"));
      return new UploadTicket(url, contentType, generation, askedAt.plus(life(object)));
    } catch (BrokenReplyException e) {
      throw PictographErrors.broken(api.host(), e);
    }
  }

  private static Duration life(JsonNode object) {
    long minutes = WireFields.count(object, "expires_in_minutes").orElse(LIFE.toMinutes());
    return Duration.ofMinutes(Math.min(minutes, LONGEST_LIFE_MINUTES));
  }
}
