package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.target.Dataset;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Lists what a dataset holds, page by page. The platform counts rows from the newest on, so rows
 * move from page to page while others are added.
 */
final class ImageListing {
  private static final Logger log = LoggerFactory.getLogger(ImageListing.class);
  private static final int ROWS = 1000;

  private final PictographApi api;

  ImageListing(PictographApi api) {
    this.api = api;
  }

  /** As {@link io.sluice.target.Target#list}. */
  ListingPage page(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    ListingCursor from = cursor.map(ListingCursor::parse).orElse(ListingCursor.START);
    ApiReply reply = api.getList(url(dataset, directory, from));
    if (reply instanceof ApiReply.Declined declined) {
      throw PictographErrors.atCall(declined);
    }
    JsonNode body = ((ApiReply.Accepted) reply).body();
    try {
      return read(body, dataset, directory, from);
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private HttpUrl url(Dataset dataset, Optional<String> directory, ListingCursor from) {
    HttpUrl.Builder url =
        api.path("images/")
            .addQueryParameter("dataset", dataset.id())
            .addQueryParameter("include_archived", "true")
            .addQueryParameter("limit", Integer.toString(ROWS))
            .addQueryParameter("offset", Long.toString(from.offset()));
    directory.ifPresent(path -> url.addQueryParameter("directory_path", path));
    return url.build();
  }

  private static ListingPage read(
      JsonNode body, Dataset dataset, Optional<String> directory, ListingCursor from)
      throws BrokenReplyException {
    JsonNode rows = body.isArray() ? body : body.path("data");
    if (!rows.isArray()) {
      throw new BrokenReplyException("the reply has no list of images");
    }
    List<RemoteImage> images = new ArrayList<>();
    boolean filtered = true;
    int unread = 0;
    for (JsonNode row : rows.values()) {
      Optional<RemoteImage> image = Optional.empty();
      try {
        image = image(row, dataset, directory);
      } catch (BrokenReplyException e) {
        log.debug("a row of the list is left out: {}", e.getMessage());
        unread++;
      }
      if (image.isPresent() && directory.isPresent() && !isIn(image.get(), directory.get())) {
        // A server that overlooks the filter.
        filtered = false;
      } else {
        image.ifPresent(images::add);
      }
    }
    JsonNode pagination = body.path("pagination");
    OptionalLong total = WireFields.count(pagination, "total");
    Optional<String> next =
        goesOn(rows, pagination, from)
            ? Optional.of(from.after(rows).toString())
            : Optional.empty();
    return new ListingPage(images, unread, next, filtered ? total : OptionalLong.empty());
  }

  /** The image of a row; empty for one that is of another dataset. */
  private static Optional<RemoteImage> image(
      JsonNode row, Dataset dataset, Optional<String> directory) throws BrokenReplyException {
    ImageRecord image = ImageRecord.of(row);
    if (!image.datasetId().orElse(dataset.id()).equals(dataset.id())) {
      return Optional.empty();
    }
    // A folder that is told, and is nothing, is the root.
    Optional<String> told =
        row.has("directory_path")
            ? image.directory().or(() -> Optional.of("/"))
            : image.directory();
    Optional<String> place = told.or(() -> directory);
    if (place.isEmpty()) {
      throw new BrokenReplyException("an image without its folder");
    }
    return Optional.of(image.toRemoteImage(place.get()));
  }

  private static boolean isIn(RemoteImage image, String directory) {
    return Normalizer.normalize(image.directory(), Normalizer.Form.NFC).equals(directory);
  }

  /** Whether there is a page after this one: as the server says, or as its numbers do. */
  private static boolean goesOn(JsonNode rows, JsonNode pagination, ListingCursor from)
      throws BrokenReplyException {
    JsonNode hasMore = pagination.path("has_more");
    if (hasMore.isBoolean()) {
      if (hasMore.asBoolean()) {
        from.requireProgress(rows);
      }
      return hasMore.asBoolean();
    }
    OptionalLong total = WireFields.count(pagination, "total");
    long full = Math.min(ROWS, WireFields.count(pagination, "limit").orElse(ROWS));
    boolean more =
        !rows.isEmpty()
            && (total.isPresent()
                ? from.offset() + rows.size() < total.getAsLong()
                : rows.size() >= full);
    if (more) {
      from.requireProgress(rows);
    }
    return more;
  }
}
