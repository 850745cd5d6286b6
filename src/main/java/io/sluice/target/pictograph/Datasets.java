package io.sluice.target.pictograph;

import io.sluice.file.DisplayText;
import io.sluice.http.BrokenReplyException;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Finds datasets by name, and creates them. */
final class Datasets {
  private final PictographApi api;
  private final Generations generations;

  Datasets(PictographApi api, Generations generations) {
    this.api = api;
    this.generations = generations;
  }

  /** As {@link io.sluice.target.Target#openDataset}. */
  Dataset open(String name, boolean createIfMissing) throws TargetException, InterruptedException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new TargetException(
          Kind.DATASET_MISSING, "no dataset can be called '" + name + "': choose another name");
    }
    Optional<Dataset> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    if (!createIfMissing) {
      throw missing(name);
    }
    Optional<Dataset> created = create(name);
    // Another one was quicker: it is there now.
    return created.isPresent() ? created.get() : find(name).orElseThrow(() -> missing(name));
  }

  private Optional<Dataset> find(String name) throws TargetException, InterruptedException {
    HttpUrl url = api.path("datasets").addPathSegment(name).build();
    ApiReply reply = api.get(url);
    if (reply instanceof ApiReply.Declined declined) {
      if (declined.status() == 404) {
        return Optional.empty();
      }
      throw PictographErrors.atCall(declined);
    }
    return Optional.of(read((ApiReply.Accepted) reply, false));
  }

  /** The new dataset; empty when the name was taken meanwhile. */
  private Optional<Dataset> create(String name) throws TargetException, InterruptedException {
    String key = IdempotencyKeys.of("dataset", name, generations.next());
    ApiReply reply = api.post(api.path("datasets/").build(), new CreateDatasetRequest(name), key);
    if (reply instanceof ApiReply.Declined declined) {
      if (declined.status() == 409 || declined.error().saysExists()) {
        return Optional.empty();
      }
      throw PictographErrors.atCall(declined);
    }
    return Optional.of(read((ApiReply.Accepted) reply, true));
  }

  private Dataset read(ApiReply.Accepted reply, boolean created) throws TargetException {
    try {
      JsonNode object = WireFields.unwrap(reply.body());
      return new Dataset(
          WireFields.required(object, "id"),
          WireFields.required(object, "name"),
          created,
          WireFields.count(object, "image_count").orElse(0));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private static TargetException missing(String name) {
    return new TargetException(
        Kind.DATASET_MISSING, "there is no dataset called '" + DisplayText.of(name, 200) + "'");
  }
}
