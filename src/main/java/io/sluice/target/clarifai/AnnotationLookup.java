package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Looks up how far the platform is with annotations, many in one request. */
final class AnnotationLookup {
  /** Of a request line, in which an id that is not ASCII takes several times its length. */
  private static final int MOST_CHARACTERS = 4_000;

  private final ClarifaiApi api;

  AnnotationLookup(ClarifaiApi api) {
    this.api = api;
  }

  /**
   * An annotation, and where it is.
   *
   * @param id its own
   * @param inputId that of its input
   */
  record Key(String id, String inputId) {}

  /** What the platform says of each, by its id; what it does not list is left out. */
  Map<String, WireStatus> find(List<Key> keys) throws TargetException, InterruptedException {
    Map<String, WireStatus> found = new HashMap<>();
    int from = 0;
    while (from < keys.size()) {
      HttpUrl.Builder url = url();
      int to = from;
      do {
        // Both, in step: whether the ids alone would do is not documented.
        url.addQueryParameter("input_ids", keys.get(to).inputId());
        url.addQueryParameter("ids", keys.get(to).id());
        to++;
      } while (to < keys.size()
          && to - from < AnnotationPosts.MOST_AT_ONCE
          && url.toString().length() < MOST_CHARACTERS);
      ask(url.build(), found);
      from = to;
    }
    return found;
  }

  private HttpUrl.Builder url() {
    return api.app()
        .addPathSegment("annotations")
        .addQueryParameter("page", "1")
        .addQueryParameter("per_page", Integer.toString(AnnotationPosts.MOST_AT_ONCE));
  }

  private void ask(HttpUrl url, Map<String, WireStatus> found)
      throws TargetException, InterruptedException {
    ApiAnswer answer = api.get(url);
    if (answer.isMissing() || StatusCode.isBadRequest(answer.status().code())) {
      // What was answered to the post is all that is known then.
      return;
    }
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    byId(answer.body().path("annotations")).entrySet().stream()
        .filter(one -> one.getValue().code() != 0)
        .forEach(one -> found.put(one.getKey(), one.getValue()));
  }

  /** Wire: the statuses in a list of annotations, by their ids; one without any is left out. */
  static Map<String, WireStatus> byId(JsonNode annotations) {
    Map<String, WireStatus> statuses = new HashMap<>();
    for (JsonNode one : annotations.values()) {
      WireFields.text(one, "id")
          .ifPresent(id -> WireStatus.in(one).ifPresent(status -> statuses.put(id, status)));
    }
    return statuses;
  }
}
