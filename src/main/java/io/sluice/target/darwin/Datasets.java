package io.sluice.target.darwin;

import io.sluice.file.DisplayText;
import io.sluice.http.BrokenReplyException;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Finds datasets by slug or name, and creates them. Remembers their slugs. */
final class Datasets {
  private final DarwinApi api;
  private final Map<String, String> slugs = new ConcurrentHashMap<>();

  Datasets(DarwinApi api) {
    this.api = api;
  }

  /** Wire: a dataset. */
  private record Described(String id, String name, String slug, long items) {
    static Described of(JsonNode object) throws BrokenReplyException {
      String slug = WireFields.required(object, "slug");
      OptionalLong items = WireFields.count(object, "num_items");
      long files =
          WireFields.count(object, "num_images").orElse(0)
              + WireFields.count(object, "num_videos").orElse(0);
      return new Described(
          WireFields.required(object, "id"),
          WireFields.text(object, "name").orElse(slug),
          slug,
          items.orElse(files));
    }
  }

  /** As {@link io.sluice.target.Target#openDataset}. */
  Dataset open(String name, boolean createIfMissing) throws TargetException, InterruptedException {
    if (name.isBlank()) {
      throw new TargetException(Kind.DATASET_MISSING, "a dataset needs a name");
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
    return created.isPresent() ? created.get() : find(name).orElseThrow(() -> taken(name));
  }

  /** The slug that a dataset is registered under. */
  String slug(Dataset dataset) throws TargetException, InterruptedException {
    String slug = slugs.get(dataset.id());
    if (slug != null) {
      return slug;
    }
    ApiReply reply = api.get(api.path("datasets").addPathSegment(dataset.id()).build());
    if (reply instanceof ApiReply.Declined declined) {
      throw DarwinErrors.atDataset(declined);
    }
    try {
      return remembered(Described.of(((ApiReply.Accepted) reply).body())).slug();
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private Optional<Dataset> find(String name) throws TargetException, InterruptedException {
    ApiReply reply = api.get(api.path("datasets").build());
    if (reply instanceof ApiReply.Declined declined) {
      throw DarwinErrors.atCall(declined);
    }
    try {
      List<Described> all = new ArrayList<>();
      JsonNode body = ((ApiReply.Accepted) reply).body();
      if (!body.isArray()) {
        throw new BrokenReplyException("the reply is no list of datasets");
      }
      for (JsonNode object : body.values()) {
        all.add(Described.of(object));
      }
      return first(all, one -> one.slug().equals(name))
          .or(() -> first(all, one -> one.name().equals(name)))
          .map(one -> dataset(one, false));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private static Optional<Described> first(List<Described> all, Predicate<Described> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  /** The new dataset; empty when the name was taken meanwhile. */
  private Optional<Dataset> create(String name) throws TargetException, InterruptedException {
    ApiReply reply = api.post(api.path("datasets").build(), Map.of("name", name));
    if (reply instanceof ApiReply.Declined declined) {
      if (declined.nameTaken()) {
        return Optional.empty();
      }
      throw DarwinErrors.atCall(declined);
    }
    try {
      return Optional.of(dataset(Described.of(((ApiReply.Accepted) reply).body()), true));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private Dataset dataset(Described one, boolean created) {
    Described kept = remembered(one);
    return new Dataset(kept.id(), kept.name(), created, kept.items());
  }

  private Described remembered(Described one) {
    slugs.put(one.id(), one.slug());
    return one;
  }

  private static TargetException missing(String name) {
    return new TargetException(
        Kind.DATASET_MISSING, "there is no dataset called '" + DisplayText.of(name, 200) + "'");
  }

  private static TargetException taken(String name) {
    return new TargetException(
        Kind.DATASET_MISSING,
        "the name '"
            + DisplayText.of(name, 200)
            + "' is taken, and this API key sees no such dataset: choose another name, or give it"
            + " access");
  }
}
