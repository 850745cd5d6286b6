package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpReply;
import io.sluice.http.HttpSender;
import io.sluice.http.JsonBody;
import io.sluice.http.ReplyJson;
import io.sluice.pace.Pace;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import io.sluice.target.web.HeldKey;
import io.sluice.target.web.PacedCalls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Calls of the API: each takes a permit of the pace, carries the key, and is sent once. Only the
 * configured host is ever called.
 */
final class DarwinApi {
  private static final Logger log = LoggerFactory.getLogger(DarwinApi.class);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /** For replies about 500 items, each with its slots and their metadata. */
  private static final int LONGEST_REPLY_BYTES = 32 << 20;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpUrl root;
  private final HttpSender sender;
  private final HeldKey key;
  private final Pace pace;
  private final Clock clock;
  private final PacedCalls calls;

  DarwinApi(URI url, HttpSender sender, HeldKey key, Pace pace, Clock clock) {
    this.root = HttpUrl.get(url.toString()).newBuilder().addPathSegment("api").build();
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
    return decoded(reply(request(url).build()));
  }

  /**
   * Writes.
   *
   * @param body what is sent as JSON
   */
  ApiReply post(HttpUrl url, Object body) throws TargetException, InterruptedException {
    return decoded(reply(writing(url, body)));
  }

  /**
   * Writes; a success may say anything or nothing. What is no JSON is of somebody else on the way,
   * who need not have passed it on.
   */
  ApiReply tell(HttpUrl url, Object body) throws TargetException, InterruptedException {
    HttpReply reply = reply(writing(url, body));
    return reply.isSuccess() && reply.body().size() == 0
        ? new ApiReply.Accepted(JsonNodeFactory.instance.missingNode())
        : decoded(reply);
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
        .header("Authorization", "ApiKey " + key.value())
        .header("Accept", "application/json");
  }

  private Request writing(HttpUrl url, Object body) throws TargetException {
    return request(url).post(new JsonBody(MAPPER.writeValueAsBytes(body))).build();
  }

  private ApiReply decoded(HttpReply reply) throws TargetException {
    if (!reply.isSuccess()) {
      return declined(reply);
    }
    try {
      return new ApiReply.Accepted(ReplyJson.of(reply));
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(host(), e);
    }
  }

  private HttpReply reply(Request request) throws TargetException, InterruptedException {
    HttpReply reply = calls.make(() -> sender.send(request, LONGEST_CALL, LONGEST_REPLY_BYTES));
    log.debug("{} {} answered {}", request.method(), request.url().encodedPath(), reply.status());
    return reply;
  }

  private ApiReply.Declined declined(HttpReply reply) throws TargetException {
    return DarwinErrors.declined(host(), reply, askedWait(reply), key::mask);
  }

  /** A wait that is asked for holds for every request to the target, whoever makes it. */
  private Duration askedWait(HttpReply reply) {
    Duration wait = reply.retryAfter(clock.instant()).orElse(Duration.ZERO);
    if (reply.status() == 429 || reply.status() == 503) {
      pace.pauseFor(wait, clock.instant());
    }
    return wait;
  }
}
