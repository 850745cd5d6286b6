package io.sluice.target.pictograph;

import io.sluice.file.StampedFile;
import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers files whose bytes are at the storage. That is what makes them images. */
final class Registration {
  private static final Logger log = LoggerFactory.getLogger(Registration.class);

  private final PictographApi api;
  private final Dimensions dimensions;

  Registration(PictographApi api, Dimensions dimensions) {
    this.api = api;
    this.dimensions = dimensions;
  }

  /** As {@link io.sluice.target.Target#commit}, for one item. */
  ItemOutcome register(Dataset dataset, SentItem sent)
      throws TargetException, InterruptedException {
    Item item = sent.item();
    UploadTicket ticket = UploadTicket.of(sent.reservation());
    ApiReply reply =
        api.post(
            api.path("images/register").build(),
            request(dataset, item, ticket),
            IdempotencyKeys.of("register", item, ticket.generation()));
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atRegister(declined);
    }
    return outcome(item, (ApiReply.Accepted) reply);
  }

  private RegisterRequest request(Dataset dataset, Item item, UploadTicket ticket) {
    Optional<PixelSize> size = pixelSize(item);
    return new RegisterRequest(
        dataset.id(),
        item.name().fileName(),
        item.name().directory(),
        item.sizeBytes(),
        ticket.contentType(),
        size.map(PixelSize::width).orElse(null),
        size.map(PixelSize::height).orElse(null));
  }

  /** Of the file as it was sent, or not at all: it may have changed since. */
  private Optional<PixelSize> pixelSize(Item item) {
    StampedFile file = onlyFile(item);
    try {
      file.verifyUnchanged();
      Optional<PixelSize> size = dimensions.of(file.path());
      file.verifyUnchanged();
      return size;
    } catch (IOException e) {
      log.debug("registering without width and height: {}", e.toString());
      return Optional.empty();
    }
  }

  private ItemOutcome outcome(Item item, ApiReply.Accepted reply) throws TargetException {
    try {
      ImageRecord image = ImageRecord.of(WireFields.unwrap(reply.body()));
      return disagreement(item, image)
          .<ItemOutcome>map(ItemOutcome.Unknown::new)
          .orElseGet(() -> new ItemOutcome.Done(image.toRemoteImage(item.name().directory())));
    } catch (BrokenReplyException e) {
      throw PictographErrors.broken(api.host(), e);
    }
  }

  /** What the platform's record says otherwise than what was sent. */
  private static Optional<String> disagreement(Item item, ImageRecord image) {
    long sent = item.sizeBytes();
    boolean comparable = !ContentTypes.isConverted(item.name().fileName());
    if (comparable && image.fileSize().isPresent() && image.fileSize().getAsLong() != sent) {
      return Optional.of(
          "the platform's record has %d bytes, %d were sent"
              .formatted(image.fileSize().getAsLong(), sent));
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

  private static StampedFile onlyFile(Item item) {
    return ((Source.LocalFile) item.parts().get(0).source()).file();
  }
}
