package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
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

  /** Of a request line: more is refused by servers that are about. */
  private static final int MOST_CHARACTERS = 4_000;

  private static final String PARAMETER = "ids=&";

  private final ClarifaiApi api;

  InputLookup(ClarifaiApi api) {
    this.api = api;
  }

  /** The inputs that are there, by their ids. */
  Map<String, InputRecord> find(Collection<String> ids)
      throws TargetException, InterruptedException {
    Map<String, InputRecord> found = new HashMap<>();
    for (List<String> some : requests(new HashSet<>(ids))) {
      ask(some, found);
    }
    return found;
  }

  private void ask(List<String> ids, Map<String, InputRecord> found)
      throws TargetException, InterruptedException {
    HttpUrl.Builder url =
        api.app()
            .addPathSegment("inputs")
            .addQueryParameter("page", "1")
            .addQueryParameter("per_page", Integer.toString(MOST_IDS));
    ids.forEach(id -> url.addQueryParameter("ids", id));
    ApiAnswer answer = api.get(url.build());
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

  private static List<List<String>> requests(Collection<String> ids) {
    List<List<String>> requests = new ArrayList<>();
    int characters = MOST_CHARACTERS;
    for (String id : ids) {
      characters += id.length() + PARAMETER.length();
      if (characters > MOST_CHARACTERS || requests.get(requests.size() - 1).size() == MOST_IDS) {
        requests.add(new ArrayList<>());
        characters = id.length() + PARAMETER.length();
      }
      requests.get(requests.size() - 1).add(id);
    }
    return requests;
  }
}
