package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Reads what became of a group that was registered. Its entries have names only, as they were asked
 * with or as the server made them; one that could be two items' is nobody's.
 */
final class RegisteredImages {
  private static final int NOBODY = -1;

  private final Dataset dataset;
  private final List<SentItem> sent;
  private final UnaryOperator<String> shown;
  private final Map<EntryName, Integer> owners = new HashMap<>();
  private final List<Optional<ItemOutcome>> found = new ArrayList<>();

  /**
   * @param shown makes the server's words safe to show
   */
  RegisteredImages(Dataset dataset, List<SentItem> sent, UnaryOperator<String> shown) {
    this.dataset = dataset;
    this.sent = sent;
    this.shown = shown;
    for (int i = 0; i < sent.size(); i++) {
      found.add(Optional.empty());
      own(EntryName.of(sent.get(i).item().name()), i);
      own(UploadTicket.of(sent.get(i).reservation()).keptName(), i);
    }
    ownRenditions();
  }

  /** The outcomes in the order of the group; what {@code reply} does not mention is unknown. */
  List<ItemOutcome> outcomes(JsonNode reply) throws BrokenReplyException {
    JsonNode succeeded = reply.path("succeeded");
    JsonNode failed = reply.path("failed");
    if (!succeeded.isArray() && !failed.isArray()) {
      throw new BrokenReplyException("the reply does not say what became of the images");
    }
    for (JsonNode entry : succeeded.values()) {
      OptionalInt item = ownerOf(entry);
      if (item.isPresent()) {
        note(item.getAsInt(), succeeded(sent.get(item.getAsInt()).item(), entry));
      }
    }
    for (JsonNode entry : failed.values()) {
      OptionalInt item = ownerOf(entry);
      if (item.isPresent()) {
        String error = EntryErrors.text(entry).orElse("refused without a reason");
        note(item.getAsInt(), EntryErrors.outcome(error, shown));
      }
    }
    return found.stream()
        .map(outcome -> outcome.orElseGet(() -> unknown("the server's answer does not mention it")))
        .toList();
  }

  /** What the platform's record of a registered image means. */
  static ItemOutcome outcome(Item item, ImageRecord image) {
    return disagreement(item, image)
        .map(RegisteredImages::unknown)
        .orElseGet(() -> new ItemOutcome.Done(image.toRemoteImage(item.name().directory())));
  }

  private ItemOutcome succeeded(Item item, JsonNode entry) {
    try {
      ImageRecord image = ImageRecord.of(entry);
      return image.datasetId().orElse(dataset.id()).equals(dataset.id())
          ? outcome(item, image)
          : unknown("the platform's record is of another dataset");
    } catch (BrokenReplyException e) {
      return unknown("the platform's record makes no sense");
    }
  }

  /** Twice mentioned is not told. */
  private void note(int item, ItemOutcome outcome) {
    boolean first = found.get(item).isEmpty();
    found.set(
        item,
        Optional.of(first ? outcome : unknown("the server's answer mentions it more than once")));
  }

  private OptionalInt ownerOf(JsonNode entry) {
    int owner = EntryName.of(entry).map(name -> owners.getOrDefault(name, NOBODY)).orElse(NOBODY);
    return owner == NOBODY ? OptionalInt.empty() : OptionalInt.of(owner);
  }

  private void own(EntryName name, int item) {
    owners.merge(name, item, (one, other) -> one.equals(other) ? one : NOBODY);
  }

  /** A converted image may be kept under the name of the PNG, unless another has that name. */
  private void ownRenditions() {
    for (int i = 0; i < sent.size(); i++) {
      String fileName = sent.get(i).item().name().fileName();
      if (ContentTypes.isConverted(fileName)) {
        String stem = fileName.substring(0, fileName.lastIndexOf('.'));
        own(new EntryName(sent.get(i).item().name().directory(), stem + ".png"), i);
      }
    }
  }

  /** What the platform's record says otherwise than what was sent. */
  private static Optional<String> disagreement(Item item, ImageRecord image) {
    long sentBytes = item.sizeBytes();
    boolean comparable = !ContentTypes.isConverted(item.name().fileName());
    if (comparable && image.fileSize().isPresent() && image.fileSize().getAsLong() != sentBytes) {
      return Optional.of(
          "the platform's record has %d bytes, %d were sent"
              .formatted(image.fileSize().getAsLong(), sentBytes));
    }
    Source.LocalFile file = (Source.LocalFile) item.parts().get(0).source();
    boolean otherContent =
        image.sha256().isPresent()
            && file.knownDigest().isPresent()
            && !image.sha256().equals(file.knownDigest());
    return otherContent
        ? Optional.of("the platform's record has another SHA-256 than what was sent")
        : Optional.empty();
  }

  private static ItemOutcome unknown(String reason) {
    return new ItemOutcome.Unknown(reason);
  }
}
