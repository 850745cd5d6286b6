package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;

import io.sluice.target.TargetFixture.Fault;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** What a server under test answers next, in place of acting or after it. Thread-safe. */
public final class StepScripts {
  static final String P = "/api/v1/developer/";

  private final Map<Step, Queue<Script>> scripts = new EnumMap<>(Step.class);

  /** What a request asks for. */
  public enum Step {
    ORGANIZATION,
    DATASET,
    CREATE_DATASET,
    UPLOAD_URL,
    BULK_UPLOAD_URL,
    PUT,
    REGISTER,
    BULK_REGISTER,
    LIST,
    DOWNLOAD
  }

  /**
   * An answer.
   *
   * @param acts whether the server does what was asked before it answers so
   */
  record Script(boolean acts, MockResponse reply) {}

  /** What {@code request} asks for. */
  static Step stepOf(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.startsWith("/storage/")) {
      return Step.PUT;
    }
    if (path.startsWith(P + "datasets/")) {
      return request.getMethod().equals("GET") ? Step.DATASET : Step.CREATE_DATASET;
    }
    return switch (path) {
      case P + "organizations/me" -> Step.ORGANIZATION;
      case P + "images/upload-url" -> Step.UPLOAD_URL;
      case P + "images/bulk-upload-url" -> Step.BULK_UPLOAD_URL;
      case P + "images/register" -> Step.REGISTER;
      case P + "images/bulk-register" -> Step.BULK_REGISTER;
      case P + "images/" -> Step.LIST;
      default -> {
        if (!path.startsWith(P + "images/")) {
          throw new IllegalArgumentException(request.getRequestLine());
        }
        yield Step.DOWNLOAD;
      }
    };
  }

  /** The next request for {@code step} is answered so, and nothing is done. */
  void instead(Step step, MockResponse reply) {
    add(step, new Script(false, reply));
  }

  /** The next request for {@code step} is done, and answered so. */
  void afterwards(Step step, MockResponse reply) {
    add(step, new Script(true, reply));
  }

  private synchronized void add(Step step, Script script) {
    scripts.computeIfAbsent(step, s -> new ArrayDeque<>()).add(script);
  }

  /** The script for {@code step}, which is used up by this. */
  synchronized Optional<Script> next(Step step) {
    return Optional.ofNullable(scripts.getOrDefault(step, new ArrayDeque<>()).poll());
  }

  /** Misbehaves once, as {@code fault} says; all faults but one can be scripted. */
  void inject(Fault fault) {
    MockResponse broken =
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    switch (fault) {
      case LOSE_COMMIT_REPLY -> {
        afterwards(Step.REGISTER, broken);
        afterwards(Step.BULK_REGISTER, broken);
      }
      case REFUSE_GROUP ->
          instead(Step.BULK_UPLOAD_URL, error(422, "validation_error", "one is no image"));
      case REJECT_ITEM -> instead(Step.REGISTER, error(422, "validation_error", "not an image"));
      case THROTTLE ->
          instead(
              Step.ORGANIZATION,
              error(429, "rate_limited", "Too many requests")
                  .newBuilder()
                  .addHeader("Retry-After", "30")
                  .build());
      case FAIL -> instead(Step.UPLOAD_URL, error(500, "internal_error", "oops"));
      case REFUSE_KEY ->
          instead(Step.UPLOAD_URL, error(401, "unauthorized", "bad key " + FakePictograph.KEY));
      case STALL ->
          instead(
              Step.ORGANIZATION,
              new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      case BREAK_TRANSFER -> instead(Step.PUT, broken);
      case LOSE_RESERVATION ->
          instead(Step.PUT, FakePictograph.reply(403, "<Error><Code>ExpiredToken</Code></Error>"));
      case VANISH -> throw new IllegalArgumentException("not by a script");
    }
  }
}
