package io.sluice.target.darwin;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an item needs before its bytes can be sent. Pure. */
sealed interface RegistrationStep {
  /** What to do about an item that holds its name and cannot be completed. */
  String DELETE_IT =
      "delete the item at the platform, then run: sluice retry (a push: the same command again)";

  /** No registration. */
  record Known(ItemOutcome outcome) implements RegistrationStep {}

  /**
   * A registration of the slots that have no upload id yet.
   *
   * @param held what an earlier registration of the item gave
   */
  record Ask(Item item, UploadIds held) implements RegistrationStep {
    List<Part> parts() {
      return held.missing(item);
    }
  }

  /** What needs no look at the platform; empty where {@link #of(Item, Finding)} decides. */
  static Optional<RegistrationStep> of(Item item) {
    Optional<ItemOutcome> refusal = ItemLimits.refusal(item);
    if (refusal.isPresent()) {
      return Optional.of(new Known(refusal.get()));
    }
    if (!item.hasTokens()) {
      return Optional.of(new Ask(item, UploadIds.none(item)));
    }
    UploadIds carried = UploadIds.carriedBy(item);
    return !UploadIds.areOfOthers(item) && carried.missing(item).isEmpty()
        ? Optional.of(new Known(new ItemOutcome.Reserved(carried)))
        : Optional.empty();
  }

  /**
   * For an item that was registered with other slots, or not with all of them. Those of an item
   * that is still there are never asked for blindly: it would get them beside the ones it has,
   * which nobody would fill.
   */
  static RegistrationStep of(Item item, Finding found) {
    if (found instanceof Finding.Absent) {
      return new Ask(item, UploadIds.none(item));
    }
    if (found instanceof Finding.Unknown unknown) {
      return new Known(new ItemOutcome.Retry(Duration.ZERO, unknown.reason()));
    }
    if (!(found instanceof Finding.Unfinished)) {
      return new Known(new ItemOutcome.NameTaken("the item is complete"));
    }
    return UploadIds.areOfOthers(item)
        ? new Known(
            new ItemOutcome.Rejected(
                0,
                "its files are not those that an earlier try registered, whose item is in the"
                    + " dataset without all of its bytes and cannot be gone on with: "
                    + DELETE_IT))
        : new Ask(item, UploadIds.carriedBy(item));
  }
}
