package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/** Tells the platform that the bytes of an item's slots are there. */
final class Confirmation {
  private final DarwinApi api;
  private final TeamName team;

  Confirmation(DarwinApi api, TeamName team) {
    this.api = api;
    this.team = team;
  }

  /**
   * The item is done when all of its slots are. One whose confirmation is not taken may be
   * confirmed already, by a try whose answer was lost; so the others have their turn all the same,
   * and what has become of the item is looked up.
   */
  ItemOutcome confirm(SentItem sent) throws TargetException, InterruptedException {
    UploadIds ids = UploadIds.of(sent.reservation());
    Optional<ItemOutcome> lost = Optional.empty();
    for (Part part : sent.item().parts()) {
      HttpUrl url =
          team.items()
              .addPathSegment("uploads")
              .addPathSegment(ids.upload(part))
              .addPathSegment("confirm")
              .build();
      if (api.tell(url, Map.of()) instanceof ApiReply.Declined declined) {
        ItemOutcome outcome = DarwinErrors.atConfirm(declined);
        if (!(outcome instanceof ItemOutcome.ReservationLost)) {
          return outcome;
        }
        lost = lost.isPresent() ? lost : Optional.of(outcome);
      }
    }
    return lost.orElseGet(() -> new ItemOutcome.Done(image(sent.item(), ids.itemId())));
  }

  /** A confirmation says nothing of the item; this is what was sent. */
  private static RemoteImage image(Item item, String id) {
    return new RemoteImage(
        id,
        item.name().directory(),
        item.name().fileName(),
        OptionalLong.of(item.sizeBytes()),
        Optional.empty());
  }
}
