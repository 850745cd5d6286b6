package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.web.SignedPut;
import io.sluice.target.web.StorageUpload;
import io.sluice.target.web.StorageUrls;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Sends the bytes of one slot to a URL that is signed just before. */
final class SlotUpload {
  private final DarwinApi api;
  private final TeamName team;
  private final StorageUrls storageUrls;
  private final StorageUpload storage;

  SlotUpload(DarwinApi api, TeamName team, StorageUrls storageUrls, StorageUpload storage) {
    this.api = api;
    this.team = team;
    this.storageUrls = storageUrls;
    this.storage = storage;
  }

  /** A signed URL, or why there is none. */
  private sealed interface Signing {
    record Signed(SignedPut put) implements Signing {}

    record Unsigned(ItemOutcome outcome) implements Signing {}
  }

  /** As {@link io.sluice.target.Target#transfer}; a URL that is not taken is signed once more. */
  ItemOutcome send(Item item, Part part, String upload)
      throws TargetException, InterruptedException {
    Optional<ItemOutcome> first = sendOnce(item, part, upload);
    if (first.isPresent()) {
      return first.get();
    }
    // Its upload id is still known, so the registration is kept and the file tried again later.
    return sendOnce(item, part, upload)
        .orElseGet(
            () ->
                new ItemOutcome.Retry(
                    Duration.ZERO, "the storage takes no signed URL for it, not even a new one"));
  }

  /** Empty when the storage does not take the URL. */
  private Optional<ItemOutcome> sendOnce(Item item, Part part, String upload)
      throws TargetException, InterruptedException {
    Signing signing = sign(upload);
    if (signing instanceof Signing.Unsigned unsigned) {
      return Optional.of(unsigned.outcome());
    }
    ItemOutcome outcome = storage.send(item, part, ((Signing.Signed) signing).put());
    return Optional.of(outcome).filter(some -> !(some instanceof ItemOutcome.ReservationLost));
  }

  private Signing sign(String upload) throws TargetException, InterruptedException {
    HttpUrl url =
        team.items()
            .addPathSegment("uploads")
            .addPathSegment(upload)
            .addPathSegment("sign")
            .build();
    ApiReply reply = api.get(url);
    if (reply instanceof ApiReply.Declined declined) {
      return new Signing.Unsigned(DarwinErrors.atSign(declined));
    }
    JsonNode body = ((ApiReply.Accepted) reply).body();
    Optional<String> signed = WireFields.text(body, "upload_url");
    if (signed.isEmpty() || body.has("errors")) {
      return new Signing.Unsigned(
          new ItemOutcome.Retry(
              Duration.ZERO, "the platform signed no URL: " + api.shown(body.toString())));
    }
    return new Signing.Signed(new SignedPut(storageUrls.accept(signed.get()), Optional.empty()));
  }
}
