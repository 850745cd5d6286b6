package io.sluice.target.clarifai;

import io.sluice.file.DisplayText;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds datasets, whose names are their ids at this platform, and creates them. What the ledger
 * knows a dataset by has the time of its making in it: one that was deleted and made again is
 * empty, and another.
 */
final class Datasets {
  private final ClarifaiApi api;
  private final String app;

  /**
   * @param app user and app, which a dataset's name is unique in
   */
  Datasets(ClarifaiApi api, String app) {
    this.api = api;
    this.app = app;
  }

  /** As {@link io.sluice.target.Target#openDataset}. */
  Dataset open(String name, boolean createIfMissing) throws TargetException, InterruptedException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new TargetException(
          Kind.DATASET_MISSING, "no dataset can be called '" + name + "': choose another name");
    }
    Optional<Dataset> found = find(name, false);
    if (found.isPresent()) {
      return found.get();
    }
    if (!createIfMissing) {
      throw missing(name);
    }
    boolean created = create(name);
    // Read back, so that it is known as every later look will know it.
    return find(name, created).orElseThrow(() -> missing(name));
  }

  private Optional<Dataset> find(String name, boolean created)
      throws TargetException, InterruptedException {
    HttpUrl url = api.app().addPathSegment("datasets").addPathSegment(name).build();
    ApiAnswer answer = api.get(url);
    if (answer.isMissing()) {
      return Optional.empty();
    }
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    JsonNode dataset = answer.body().path("dataset");
    String madeAt = WireFields.text(dataset, "created_at").orElse("");
    return Optional.of(new Dataset(app + "/" + name + "@" + madeAt, name, created, 0));
  }

  /** Creates it; false when another one was quicker. */
  private boolean create(String name) throws TargetException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("datasets").addObject().put("id", name);
    ApiAnswer answer = api.post(api.app().addPathSegment("datasets").build(), body);
    WireStatus item = WireStatus.in(answer.body().path("datasets").path(0)).orElse(answer.status());
    if (answer.status().isDuplicateId() || item.isDuplicateId()) {
      return false;
    }
    if (!answer.isGood()) {
      throw api.unexpected(new ApiAnswer(item, answer.body()));
    }
    return true;
  }

  private static TargetException missing(String name) {
    return new TargetException(
        Kind.DATASET_MISSING, "there is no dataset called '" + DisplayText.of(name, 200) + "'");
  }
}
