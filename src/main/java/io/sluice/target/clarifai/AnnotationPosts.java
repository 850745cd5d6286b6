package io.sluice.target.clarifai;

import io.sluice.annotation.Concept;
import io.sluice.annotation.InputDetails;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Posts the annotations of inputs that were processed, many in one request. */
final class AnnotationPosts {
  /** The most in one request of the platform. */
  static final int MOST_AT_ONCE = 128;

  /** Outlines of many points are long; more would be answered late. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private final ClarifaiApi api;
  private final AnnotationLookup lookup;
  private final Concepts concepts;

  AnnotationPosts(ClarifaiApi api, Concepts concepts) {
    this.api = api;
    this.lookup = new AnnotationLookup(api);
    this.concepts = concepts;
  }

  /** What became of the annotations of one input. */
  static final class Result {
    private int posted;
    private int there;
    private int refused;
    private int open;
    private int pending;
    private String words = "";

    /** How many are there now that were not before. */
    int posted() {
      return posted;
    }

    int refused() {
      return refused;
    }

    /** Of how many the platform did not say what became of them, or said that it will not now. */
    int open() {
      return open;
    }

    /** Whether all that is open only waits for the platform, which has it. */
    boolean isPending() {
      return pending == open;
    }

    int all() {
      return posted + there + refused + open;
    }

    /** What the platform said of the first that it did not take. */
    String words() {
      return words;
    }

    private void isThere(boolean before) {
      there += before ? 1 : 0;
      posted += before ? 0 : 1;
    }

    private void isOpen(String said) {
      open++;
      say(said);
    }

    private void isPending(String said) {
      pending++;
      isOpen(said);
    }

    private void isRefused(String said) {
      refused++;
      say(said);
    }

    private void say(String said) {
      words = words.isEmpty() ? said : words;
    }
  }

  /** One annotation, and whose result it counts in. */
  private record Waiting(ObjectNode json, Result result) {
    String id() {
      return key().id();
    }

    AnnotationLookup.Key key() {
      return new AnnotationLookup.Key(json.path("id").asString(), json.path("input_id").asString());
    }
  }

  /**
   * Posts what is known of some inputs.
   *
   * @param details by input, as the ids of inputs
   * @return the results, in order
   */
  List<Result> post(List<String> inputIds, List<InputDetails> details)
      throws TargetException, InterruptedException {
    Map<String, String> conceptIds = concepts.ids(names(details));
    List<Result> results = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < inputIds.size(); i++) {
      Result result = new Result();
      results.add(result);
      AnnotationJson.of(inputIds.get(i), details.get(i), conceptIds)
          .forEach(json -> waiting.add(new Waiting(json, result)));
    }
    int from = 0;
    while (from < waiting.size()) {
      int to = end(waiting, from);
      postSome(waiting.subList(from, to), results.size());
      from = to;
    }
    return results;
  }

  private static Set<String> names(List<InputDetails> details) {
    Set<String> names = new HashSet<>();
    details.stream()
        .flatMap(one -> one.annotations().stream())
        .flatMap(annotation -> annotation.concepts().stream())
        .map(Concept::name)
        .forEach(names::add);
    return names;
  }

  private static int end(List<Waiting> waiting, int from) {
    long characters = 0;
    int to = from;
    while (to < waiting.size() && to - from < MOST_AT_ONCE) {
      characters += waiting.get(to).json().toString().length();
      if (characters > MOST_CHARACTERS && to > from) {
        break;
      }
      to++;
    }
    return to;
  }

  private void postSome(List<Waiting> some, int inputs)
      throws TargetException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("annotations");
    some.forEach(one -> list.add(one.json()));
    ApiAnswer answer = api.post(api.app().addPathSegment("annotations").build(), body);
    JsonNode told = answer.body().path("annotations");
    if (told.isEmpty() && !answer.isGood()) {
      refused(some, answer, inputs);
      return;
    }
    Map<String, WireStatus> byId = AnnotationLookup.byId(told);
    Map<String, WireStatus> latest = latest(some, byId);
    for (Waiting one : some) {
      Optional<WireStatus> posted = Optional.ofNullable(byId.get(one.id()));
      posted.ifPresentOrElse(
          status -> count(one, status, latest.getOrDefault(one.id(), status)),
          () -> one.result().isOpen("the platform's answer does not mention one of them"));
    }
  }

  /** How far the platform is by now with what it is at work on, or was before. */
  private Map<String, WireStatus> latest(List<Waiting> some, Map<String, WireStatus> posted)
      throws TargetException, InterruptedException {
    List<AnnotationLookup.Key> asked = new ArrayList<>();
    for (Waiting one : some) {
      WireStatus status = posted.get(one.id());
      if (status != null
          && (status.code() == StatusCode.ANNOTATING || StatusCode.isDuplicate(status.code()))) {
        asked.add(one.key());
      }
    }
    return lookup.find(asked);
  }

  /** The whole request was refused, and not a word of single annotations. */
  private void refused(List<Waiting> some, ApiAnswer answer, int inputs) throws TargetException {
    if (!StatusCode.isBadRequest(answer.status().code())) {
      throw api.unexpected(answer);
    }
    String said = api.said(answer.status());
    if (inputs > 1) {
      throw new TargetException(
          Kind.GROUP_REFUSED, "annotations of " + inputs + " inputs at once are refused: " + said);
    }
    some.forEach(one -> one.result().isRefused(said));
  }

  /**
   * @param posted what became of it when it was posted
   * @param latest what is said of it by now; as posted where nothing is
   */
  private void count(Waiting one, WireStatus posted, WireStatus latest) {
    Result result = one.result();
    int code = latest.code();
    // The id follows from what it says: one that has it is this very one.
    boolean before = StatusCode.isDuplicate(posted.code());
    if (code == StatusCode.ANNOTATED || StatusCode.isDuplicate(code)) {
      result.isThere(before);
    } else if (code == StatusCode.ANNOTATING) {
      result.isPending(api.said(latest));
    } else if (StatusCode.throttles(code) || StatusCode.passes(code) || code == 0) {
      result.isOpen(api.said(latest));
    } else {
      String again =
          before ? "; delete the annotation " + one.id() + " there to post it again" : "";
      result.isRefused(api.said(latest) + again);
    }
  }
}
