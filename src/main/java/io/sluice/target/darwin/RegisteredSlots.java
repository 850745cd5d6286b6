package io.sluice.target.darwin;

import io.sluice.item.Part;
import io.sluice.target.ItemOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the answer to a registration means for an item. Pure. */
final class RegisteredSlots {
  private RegisteredSlots() {}

  /**
   * The outcome for the item; what was given for some of its slots is kept.
   *
   * @param entry what the answer says of its slots that are registered, or empty
   * @param blocked what it comes to that slots of it are blocked, or empty
   */
  static ItemOutcome outcome(
      RegistrationStep.Ask ask, Optional<JsonNode> entry, Optional<ItemOutcome> blocked) {
    UploadIds ids = entry.map(given -> with(ask, given)).orElse(ask.held());
    if (ids.areMixedUp()) {
      return new ItemOutcome.Unknown("the platform gave one upload id for two of its slots");
    }
    if (blocked.isEmpty() && ids.missing(ask.item()).isEmpty()) {
      return new ItemOutcome.Reserved(ids);
    }
    ItemOutcome rest = blocked.orElseGet(() -> unsaid(entry.isPresent()));
    if (rest instanceof ItemOutcome.NameTaken) {
      return ask.held().any() ? lost() : rest;
    }
    return ids.any() ? new ItemOutcome.PartlyReserved(ids, rest) : rest;
  }

  private static ItemOutcome unsaid(boolean mentioned) {
    return new ItemOutcome.Unknown(
        mentioned
            ? "the platform gave no upload id for one of its slots"
            : "the platform did not say what became of it");
  }

  /** It is there without bytes, and has slots whose ids were never told, or are not known now. */
  private static ItemOutcome lost() {
    return new ItemOutcome.Rejected(
        0,
        "an earlier try registered it, and the upload id of one of its slots is lost: "
            + RegistrationStep.DELETE_IT);
  }

  private static UploadIds with(RegistrationStep.Ask ask, JsonNode entry) {
    Map<String, String> byName = new HashMap<>();
    for (JsonNode slot : entry.path("slots").values()) {
      Optional<String> upload = WireFields.text(slot, "upload_id").filter(id -> !id.contains(" "));
      WireFields.text(slot, "slot_name")
          .map(SlotNames::composed)
          .ifPresent(name -> upload.ifPresent(id -> byName.put(name, id)));
    }
    Map<String, String> bySlot = new HashMap<>();
    for (Part part : ask.parts()) {
      String upload = byName.get(SlotNames.slot(ask.item(), part));
      if (upload != null) {
        bySlot.put(part.slot(), upload);
      }
    }
    return ask.held().with(WireFields.text(entry, "id").orElse(""), bySlot);
  }
}
