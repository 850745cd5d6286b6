package io.sluice.target.clarifai;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** What the fake platform answers next, in place of acting or after it. Thread-safe. */
public final class ClarifaiScripts {
  private final Map<Step, Queue<Script>> scripts = new EnumMap<>(Step.class);
  private Function<Step, Optional<Script>> chance = step -> Optional.empty();

  /** What a request asks for. */
  public enum Step {
    APP,
    DATASET,
    CREATE_DATASET,
    LIST_INPUTS,
    POST_INPUTS,
    MEMBER,
    LIST_MEMBERS,
    ADD_MEMBERS,
    CONCEPTS,
    ANNOTATIONS
  }

  /**
   * An answer.
   *
   * @param acts whether the platform does what was asked before it answers so
   */
  public record Script(boolean acts, MockResponse reply) {}

  /** What {@code request} asks for. */
  static Step stepOf(RecordedRequest request) {
    var path = request.getUrl().pathSegments();
    boolean get = request.getMethod().equals("GET");
    String what = path.size() > 5 ? path.get(5) : "";
    return switch (what) {
      case "" -> Step.APP;
      case "concepts" -> Step.CONCEPTS;
      case "annotations" -> Step.ANNOTATIONS;
      case "inputs" -> get ? Step.LIST_INPUTS : Step.POST_INPUTS;
      case "datasets" ->
          switch (path.size()) {
            case 6 -> Step.CREATE_DATASET;
            case 7 -> Step.DATASET;
            case 8 -> get ? Step.LIST_MEMBERS : Step.ADD_MEMBERS;
            default -> Step.MEMBER;
          };
      default -> throw new IllegalArgumentException(request.getRequestLine());
    };
  }

  /** The next request for {@code step} is answered so, and nothing is done. */
  public void instead(Step step, MockResponse reply) {
    add(step, new Script(false, reply));
  }

  /** The next request for {@code step} is done, and answered so. */
  public void afterwards(Step step, MockResponse reply) {
    add(step, new Script(true, reply));
  }

  /** Where nothing else is to come, this says what does; one call at a time. */
  public synchronized void chance(Function<Step, Optional<Script>> other) {
    chance = other;
  }

  private synchronized void add(Step step, Script script) {
    scripts.computeIfAbsent(step, s -> new ArrayDeque<>()).add(script);
  }

  /** The script for {@code step}, which is used up by this. */
  synchronized Optional<Script> next(Step step) {
    return Optional.ofNullable(scripts.getOrDefault(step, new ArrayDeque<>()).poll())
        .or(() -> chance.apply(step));
  }

  /** The connection breaks in place of an answer. */
  public static MockResponse broken() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  /** No answer ever comes. */
  public static MockResponse stalled() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  /** A JSON answer. */
  public static MockResponse reply(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  /** A status without items. */
  public static MockResponse status(int httpStatus, int code, String description) {
    return reply(
        httpStatus,
        "{\"status\":{\"code\":%d,\"description\":\"%s\",\"req_id\":\"r-1\"}}"
            .formatted(code, description));
  }

  /** A status without items, whose code is a name. */
  public static MockResponse status(int httpStatus, String code, String description) {
    return reply(
        httpStatus,
        "{\"status\":{\"code\":\"%s\",\"description\":\"%s\"}}".formatted(code, description));
  }
}
