package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Looks up what the app has under input ids, many in one request. */
final class InputLookup {
  /** The platform's own page. */
  static final int MOST_IDS = 128;

  /** Of a request line, as it is encoded: more is refused by servers that are about. */
  private static final int MOST_CHARACTERS = 4_000;

  private static final String PARAMETER = "ids=&";

  private final ClarifaiApi api;

  InputLookup(ClarifaiApi api) {
    this.api = api;
  }

  /** The inputs that are there, by their ids. */
  Map<String, InputRecord> find(Collection<String> ids)
      throws TargetException, InterruptedException {
    RefusedIds refused = new RefusedIds();
    Map<String, InputRecord> found = find(ids, refused);
    refused.requireNone();
    return found;
  }

  /**
   * As {@link #find(Collection)}, for ids that may not be to the platform's liking: one of them
   * keeps the others from nothing.
   *
   * @param refused is told of those that cannot be asked for
   */
  Map<String, InputRecord> find(Collection<String> ids, RefusedIds refused)
      throws TargetException, InterruptedException {
    Map<String, InputRecord> found = new HashMap<>();
    for (List<String> some : requests(new HashSet<>(ids))) {
      ask(some, found, refused);
    }
    return found;
  }

  private void ask(List<String> ids, Map<String, InputRecord> found, RefusedIds refused)
      throws TargetException, InterruptedException {
    HttpUrl.Builder url =
        api.app()
            .addPathSegment("inputs")
            .addQueryParameter("page", "1")
            .addQueryParameter("per_page", Integer.toString(MOST_IDS));
    ids.forEach(id -> url.addQueryParameter("ids", id));
    ApiAnswer answer = api.get(url.build());
    if (StatusCode.isBadRequest(answer.status().code())) {
      askInHalves(ids, answer, found, refused);
      return;
    }
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    Set<String> asked = new HashSet<>(ids);
    for (JsonNode input : answer.body().path("inputs").values()) {
      // A server that overlooks the filter sends others as well.
      InputRecord.of(input)
          .filter(record -> asked.contains(record.id()))
          .ifPresent(record -> found.put(record.id(), record));
    }
  }

  /** No word of which id is meant: it is found by asking for fewer. */
  private void askInHalves(
      List<String> ids, ApiAnswer answer, Map<String, InputRecord> found, RefusedIds refused)
      throws TargetException, InterruptedException {
    if (ids.size() == 1) {
      refused.add(ids.get(0), api.said(answer.status()));
      return;
    }
    int half = ids.size() / 2;
    ask(ids.subList(0, half), found, refused);
    ask(ids.subList(half, ids.size()), found, refused);
  }

  private static List<List<String>> requests(Collection<String> ids) {
    List<List<String>> requests = new ArrayList<>();
    int characters = MOST_CHARACTERS;
    for (String id : ids) {
      int length = URLEncoder.encode(id, StandardCharsets.UTF_8).length() + PARAMETER.length();
      characters += length;
      if (characters > MOST_CHARACTERS || requests.get(requests.size() - 1).size() == MOST_IDS) {
        requests.add(new ArrayList<>());
        characters = length;
      }
      requests.get(requests.size() - 1).add(id);
    }
    return requests;
  }
}
