package io.sluice.target.clarifai;

import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpReply;
import io.sluice.http.HttpSender;
import io.sluice.http.JsonBody;
import io.sluice.http.ReplyJson;
import io.sluice.pace.Pace;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import io.sluice.target.web.HeldKey;
import io.sluice.target.web.PacedCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of the API: each takes a permit of the pace, carries the key, and is sent once. A reply is
 * read for the status in its body, whatever the HTTP status.
 */
final class ClarifaiApi {
  private static final Logger log = LoggerFactory.getLogger(ClarifaiApi.class);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /** For replies about many inputs, each with its metadata and what the models saw in it. */
  private static final int LONGEST_REPLY_BYTES = 16 << 20;

  private static final List<String> ITEMS =
      List.of("inputs", "dataset_inputs", "datasets", "annotations");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpUrl app;
  private final HttpSender sender;
  private final HeldKey key;
  private final Pace pace;
  private final Clock clock;
  private final ClarifaiErrors errors;
  private final PacedCalls calls;

  ClarifaiApi(ClarifaiSettings settings, HttpSender sender, HeldKey key, Pace pace, Clock clock) {
    this.app =
        HttpUrl.get(settings.url().toString())
            .newBuilder()
            .addPathSegments("v2/users")
            .addPathSegment(settings.userId())
            .addPathSegment("apps")
            .addPathSegment(settings.appId())
            .build();
    this.sender = sender;
    this.key = key;
    this.pace = pace;
    this.clock = clock;
    this.calls = new PacedCalls(app.host(), pace, clock);
    this.errors = new ClarifaiErrors(app.host(), key::mask);
  }

  /** The app's own URL, to add segments and parameters to. */
  HttpUrl.Builder app() {
    return app.newBuilder();
  }

  ApiAnswer get(HttpUrl url) throws TargetException, InterruptedException {
    return call(request(url).build(), LONGEST_CALL);
  }

  /**
   * Posts a small body.
   *
   * @param body what is written as JSON
   */
  ApiAnswer post(HttpUrl url, JsonNode body) throws TargetException, InterruptedException {
    return post(url, new JsonBody(MAPPER.writeValueAsBytes(body)), LONGEST_CALL);
  }

  /**
   * Posts a body of any size.
   *
   * @param limit the longest time for all of it
   */
  ApiAnswer post(HttpUrl url, RequestBody body, Duration limit)
      throws TargetException, InterruptedException {
    return call(request(url).post(body).build(), limit);
  }

  /** A status for people. */
  String said(WireStatus status) {
    return errors.said(status);
  }

  /** The server's words, safe to show. */
  String shown(String text) {
    return CallErrors.shown(text, key::mask);
  }

  /** What an answer means that is about no item, and not the one that was hoped for. */
  TargetException unexpected(ApiAnswer answer) {
    String said = said(answer.status());
    return switch (answer.status().code()) {
      case StatusCode.MISSING ->
          new TargetException(Kind.DATASET_MISSING, "the dataset or the app is not there: " + said);
      default ->
          StatusCode.isBadRequest(answer.status().code())
              ? new TargetException(Kind.REFUSED, "the server does not accept this: " + said)
              : new TargetException(Kind.FAULTY, "unexpected answer: " + said);
    };
  }

  Optional<Duration> clockAhead() {
    return calls.clockAhead();
  }

  /** The host, for messages. */
  String host() {
    return app.host();
  }

  private Request.Builder request(HttpUrl url) throws TargetException {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Key " + key.value())
        .header("Accept", "application/json")
        .header("X-Clarifai-Request-ID-Prefix", "sluice");
  }

  private ApiAnswer call(Request request, Duration limit)
      throws TargetException, InterruptedException {
    HttpReply reply = reply(request, limit);
    Duration wait = reply.retryAfter(clock.instant()).orElse(Duration.ZERO);
    try {
      return answer(request, reply, wait);
    } catch (TargetException e) {
      if (e.kind() == Kind.THROTTLED) {
        pace.pauseFor(e.retryAfter(), clock.instant());
      }
      throw e;
    }
  }

  private ApiAnswer answer(Request request, HttpReply reply, Duration wait) throws TargetException {
    JsonNode body;
    try {
      body = ReplyJson.of(reply);
    } catch (BrokenReplyException e) {
      throw reply.isSuccess()
          ? CallErrors.broken(host(), e)
          : errors.withoutStatus(reply, "no answer of the platform", wait);
    }
    Optional<WireStatus> status = WireStatus.in(body);
    log.debug(
        "{} {} answered {}, status {}, request id {}",
        request.method(),
        request.url().encodedPath(),
        reply.status(),
        status.map(WireStatus::code).orElse(0),
        status.map(told -> shown(told.requestId())).orElse("-"));
    if (status.isEmpty() || status.get().code() == 0) {
      throw errors.withoutStatus(
          reply, status.map(errors::said).orElse("the answer has no status"), wait);
    }
    errors.check(status.get(), hasItems(body), wait);
    return new ApiAnswer(status.get(), body);
  }

  private static boolean hasItems(JsonNode body) {
    return ITEMS.stream().anyMatch(name -> !body.path(name).isEmpty());
  }

  private HttpReply reply(Request request, Duration limit)
      throws TargetException, InterruptedException {
    return calls.make(() -> sender.send(request, limit, LONGEST_REPLY_BYTES));
  }
}
