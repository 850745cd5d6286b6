package io.sluice.target.pictograph;

import io.sluice.http.BodySink;
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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of the API: each takes a permit of the pace, carries the key, and is sent once. Only the
 * configured host is ever called.
 */
final class PictographApi {
  private static final Logger log = LoggerFactory.getLogger(PictographApi.class);
  private static final String PREFIX = "api/v1/developer";
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /** For replies about many images, each with signed URLs of a kilobyte or two. */
  private static final int LONGEST_LIST_BYTES = 16 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final HttpUrl root;
  private final HttpSender sender;
  private final HeldKey key;
  private final Pace pace;
  private final Clock clock;
  private final PacedCalls calls;

  PictographApi(URI url, HttpSender sender, HeldKey key, Pace pace, Clock clock) {
    HttpUrl base = HttpUrl.get(url.toString());
    this.root = base.newBuilder().addPathSegments(PREFIX).build();
    this.sender = sender;
    this.key = key;
    this.pace = pace;
    this.clock = clock;
    this.calls = new PacedCalls(root.host(), pace, clock);
  }

  /** A URL below the API's root, to add segments and parameters to. */
  HttpUrl.Builder path(String segments) {
    return root.newBuilder().addPathSegments(segments);
  }

  /** Reads. */
  ApiReply get(HttpUrl url) throws TargetException, InterruptedException {
    return call(request(url).build(), HttpSender.LONGEST_REPLY_BYTES);
  }

  /** Reads what many images are told of in. */
  ApiReply getList(HttpUrl url) throws TargetException, InterruptedException {
    return call(request(url).build(), LONGEST_LIST_BYTES);
  }

  /**
   * Reads bytes, and no JSON.
   *
   * @param limit the longest time for all of it
   * @param longestBytes more is not read; the bytes in {@code sink} are then no use
   * @return why not; empty when all bytes, but no more than asked for, are in {@code sink}
   */
  Optional<ApiReply.Declined> download(
      HttpUrl url, Duration limit, long longestBytes, BodySink sink)
      throws TargetException, InterruptedException {
    // Bytes as they are: a storage may compress what it gives to those who would take that.
    Request request =
        request(url).header("Accept", "*/*").header("Accept-Encoding", "identity").build();
    HttpReply reply = reply(request, () -> sender.download(request, limit, longestBytes, sink));
    if (!reply.isSuccess()) {
      return Optional.of(declined(reply));
    }
    requireBytes(reply);
    return Optional.empty();
  }

  /**
   * Writes.
   *
   * @param body a wire record
   * @param idempotencyKey the same for a repetition of the same write
   */
  ApiReply post(HttpUrl url, Object body, String idempotencyKey)
      throws TargetException, InterruptedException {
    return call(writing(url, body, idempotencyKey), HttpSender.LONGEST_REPLY_BYTES);
  }

  /** Writes what is about many images. */
  ApiReply postList(HttpUrl url, Object body, String idempotencyKey)
      throws TargetException, InterruptedException {
    return call(writing(url, body, idempotencyKey), LONGEST_LIST_BYTES);
  }

  /** The server's words, safe to show. */
  String shown(String text) {
    return CallErrors.shown(text, key::mask);
  }

  /** By how much our clock was ahead of the server's when it last told its time. */
  Optional<Duration> clockAhead() {
    return calls.clockAhead();
  }

  /** The host, for messages. */
  String host() {
    return root.host();
  }

  private Request.Builder request(HttpUrl url) throws TargetException {
    return new Request.Builder()
        .url(url)
        .header("X-API-Key", key.value())
        .header("Accept", "application/json");
  }

  private Request writing(HttpUrl url, Object body, String idempotencyKey) throws TargetException {
    RequestBody json = new JsonBody(MAPPER.writeValueAsBytes(body));
    return request(url).header("Idempotency-Key", idempotencyKey).post(json).build();
  }

  private ApiReply call(Request request, int longestReplyBytes)
      throws TargetException, InterruptedException {
    HttpReply reply = reply(request, () -> sender.send(request, LONGEST_CALL, longestReplyBytes));
    if (!reply.isSuccess()) {
      return declined(reply);
    }
    try {
      return new ApiReply.Accepted(ReplyJson.of(reply));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(host(), e);
    }
  }

  private HttpReply reply(Request request, PacedCalls.Exchange exchange)
      throws TargetException, InterruptedException {
    HttpReply reply = calls.make(exchange);
    log.debug(
        "{} {} answered {}, request id {}",
        request.method(),
        request.url().encodedPath(),
        reply.status(),
        shown(reply.header("X-Request-Id").orElse("-")));
    return reply;
  }

  private ApiReply.Declined declined(HttpReply reply) throws TargetException {
    return PictographErrors.declined(host(), reply, askedWait(reply), key::mask);
  }

  /** A page of a proxy, or an error that calls itself success, is no file. */
  private void requireBytes(HttpReply reply) throws TargetException {
    String type = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/") || type.contains("json")) {
      throw new TargetException(
          Kind.FAULTY, host() + " answered, but with text in place of an image");
    }
  }

  /** A wait that is asked for holds for every request to the target, whoever makes it. */
  private Duration askedWait(HttpReply reply) {
    Duration wait =
        reply
            .retryAfter(clock.instant())
            .or(() -> ErrorBody.of(reply).retryAfter())
            .orElse(Duration.ZERO);
    if (reply.status() == 429 || reply.status() == 503) {
      pace.pauseFor(wait, clock.instant());
    }
    return wait;
  }
}
