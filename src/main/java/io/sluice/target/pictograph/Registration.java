package io.sluice.target.pictograph;

import io.sluice.file.StampedFile;
import io.sluice.http.BrokenReplyException;
import io.sluice.item.Item;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Registers files whose bytes are at the storage, one alone or several in one request. That is what
 * makes them images.
 */
final class Registration {
  private static final Logger log = LoggerFactory.getLogger(Registration.class);

  private final PictographApi api;
  private final Dimensions dimensions;

  Registration(PictographApi api, Dimensions dimensions) {
    this.api = api;
    this.dimensions = dimensions;
  }

  /** As {@link io.sluice.target.Target#commit}. */
  List<ItemOutcome> register(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    return switch (sent.size()) {
      case 0 -> List.of();
      case 1 -> List.of(registerOne(dataset, sent.get(0)));
      default -> registerGroup(dataset, sent);
    };
  }

  private ItemOutcome registerOne(Dataset dataset, SentItem sent)
      throws TargetException, InterruptedException {
    HttpUrl url = api.path("images/register").build();
    ApiReply reply = api.post(url, new RegisterRequest(dataset.id(), image(sent)), key(sent));
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atRegister(declined);
    }
    try {
      JsonNode object = WireFields.unwrap(((ApiReply.Accepted) reply).body());
      return RegisteredImages.outcome(sent.item(), ImageRecord.of(object));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private List<ItemOutcome> registerGroup(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    HttpUrl url = api.path("images/bulk-register").build();
    RegisterRequest.Group request =
        new RegisterRequest.Group(dataset.id(), sent.stream().map(this::image).toList());
    String key = IdempotencyKeys.of("registers", sent.stream().map(Registration::key).toList());
    ApiReply reply = api.postList(url, request, key);
    if (reply instanceof ApiReply.Declined declined) {
      return PictographErrors.atGroup(declined, sent.size());
    }
    try {
      RegisteredImages registered = new RegisteredImages(dataset, sent, api::shown);
      return registered.outcomes(WireFields.unwrap(((ApiReply.Accepted) reply).body()));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private static String key(SentItem sent) {
    String generation = UploadTicket.of(sent.reservation()).generation();
    return IdempotencyKeys.of("register", sent.item(), generation);
  }

  private RegisterRequest.Image image(SentItem sent) {
    Item item = sent.item();
    Optional<PixelSize> size = pixelSize(item);
    return new RegisterRequest.Image(
        item.name().fileName(),
        item.name().directory(),
        item.sizeBytes(),
        UploadTicket.of(sent.reservation()).contentType(),
        size.map(PixelSize::width).orElse(null),
        size.map(PixelSize::height).orElse(null));
  }

  /** Of the file as it was sent, or not at all: it may have changed since. */
  private Optional<PixelSize> pixelSize(Item item) {
    StampedFile file = ((Source.LocalFile) item.parts().get(0).source()).file();
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
}
