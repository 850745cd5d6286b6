package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * The ids of the concepts that labels stand for. A concept that is there under that name is used
 * with the id that it has, since clients of the platform differ in the ids that they make; one that
 * is not comes into being with the first input that has it, with its name as its id. Thread-safe.
 */
final class Concepts {
  private static final int PAGE = 128;
  private static final int MOST_PAGES = 200;

  private final ClarifaiApi api;
  private final Map<String, String> idsByName = new ConcurrentHashMap<>();

  Concepts(ClarifaiApi api) {
    this.api = api;
  }

  /** The concept id of each label. */
  Map<String, String> ids(Set<String> labels) throws TargetException, InterruptedException {
    if (!idsByName.keySet().containsAll(labels)) {
      read();
      labels.forEach(label -> idsByName.putIfAbsent(label, label));
    }
    Map<String, String> ids = new HashMap<>();
    labels.forEach(label -> ids.put(label, idsByName.getOrDefault(label, label)));
    return ids;
  }

  private void read() throws TargetException, InterruptedException {
    boolean more = true;
    for (int page = 1; more && page <= MOST_PAGES; page++) {
      HttpUrl url =
          api.app()
              .addPathSegment("concepts")
              .addQueryParameter("page", Integer.toString(page))
              .addQueryParameter("per_page", Integer.toString(PAGE))
              .build();
      ApiAnswer answer = api.get(url);
      if (!answer.isGood()) {
        throw api.unexpected(answer);
      }
      JsonNode concepts = answer.body().path("concepts");
      for (JsonNode concept : concepts.values()) {
        WireFields.text(concept, "id")
            .ifPresent(id -> idsByName.put(WireFields.text(concept, "name").orElse(id), id));
      }
      more = concepts.size() >= PAGE;
    }
  }
}
