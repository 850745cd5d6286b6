package io.sluice.target.clarifai;

import io.sluice.target.Dataset;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Lists what a dataset holds, page by page. In which order is not documented. */
final class InputListing {
  private static final int PAGE = 128;

  private final ClarifaiApi api;

  InputListing(ClarifaiApi api) {
    this.api = api;
  }

  /** As {@link io.sluice.target.Target#list}. */
  ListingPage page(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    int page = cursor.map(InputListing::number).orElse(1);
    HttpUrl url =
        api.app()
            .addPathSegment("datasets")
            .addPathSegment(dataset.name())
            .addPathSegment("inputs")
            .addQueryParameter("page", Integer.toString(page))
            .addQueryParameter("per_page", Integer.toString(PAGE))
            .build();
    ApiAnswer answer = api.get(url);
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    JsonNode entries = answer.body().path("dataset_inputs");
    List<RemoteImage> images = new ArrayList<>();
    int unread = 0;
    for (JsonNode entry : entries.values()) {
      Optional<RemoteImage> image =
          InputRecord.of(entry.path("input")).map(InputRecord::toRemoteImage);
      unread += image.isEmpty() ? 1 : 0;
      image
          .filter(one -> directory.isEmpty() || one.directory().equals(directory.get()))
          .ifPresent(images::add);
    }
    // A page past the end has no list at all; one that is not full may still not be the last.
    Optional<String> next =
        entries.isEmpty() ? Optional.empty() : Optional.of(Integer.toString(page + 1));
    return new ListingPage(images, unread, next, OptionalLong.empty());
  }

  private static int number(String cursor) {
    if (!cursor.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("not a cursor of this platform: " + cursor);
    }
    return Integer.parseInt(cursor);
  }
}
