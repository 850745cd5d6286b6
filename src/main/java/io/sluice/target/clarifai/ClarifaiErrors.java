package io.sluice.target.clarifai;

import io.sluice.http.HttpReply;
import io.sluice.http.ShownUrl;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What a reply says that speaks of the target or the call as a whole, whatever was asked. */
final class ClarifaiErrors {
  /** What the platform's own client waits when it is throttled, and no less. */
  private static final Duration SHORTEST_THROTTLE = Duration.ofSeconds(5);

  private static final Duration HOURLY_WAIT = Duration.ofMinutes(1);
  private static final Duration MAINTENANCE_WAIT = Duration.ofMinutes(1);

  private final String host;
  private final UnaryOperator<String> mask;

  /**
   * @param mask hides the key in what the server says
   */
  ClarifaiErrors(String host, UnaryOperator<String> mask) {
    this.host = host;
    this.mask = mask;
  }

  /**
   * Throws where a status with a known code means the same whatever was asked.
   *
   * @param hasItems whether the reply tells of single items
   * @param wait the server's wish, or zero
   */
  void check(WireStatus status, boolean hasItems, Duration wait) throws TargetException {
    int code = status.code();
    String said = said(status);
    if (StatusCode.refuses(code)) {
      throw new TargetException(Kind.REFUSED, host + " refuses: " + said);
    }
    if (StatusCode.throttles(code)) {
      throw throttled(code, said, wait);
    }
    if (code == StatusCode.MESSAGE_TOO_LARGE) {
      throw new TargetException(Kind.TOO_LARGE, "the request is too large: " + said);
    }
    if (StatusCode.passes(code)) {
      Duration longer = StatusCode.isMaintenance(code) ? longer(wait, MAINTENANCE_WAIT) : wait;
      throw new TargetException(Kind.FAULTY, host + " fails: " + said, longer, null);
    }
    if (code == StatusCode.FAILURE && !hasItems) {
      // A gateway that gave up waiting says so, too: what the platform did is not known.
      throw new TargetException(
          Kind.FAULTY, host + " fails, and does not say at what: " + said, wait, null);
    }
  }

  /** What a reply means that has no status of the platform's own: a proxy's page, for one. */
  TargetException withoutStatus(HttpReply reply, String seen, Duration wait) {
    int status = reply.status();
    String said = seen + " (HTTP " + status + ")";
    if (reply.isRedirect()) {
      return new TargetException(
          Kind.FAULTY, host + " points to " + reply.redirectHost() + ", which is not followed");
    }
    return switch (status) {
      case 401, 403 -> new TargetException(Kind.REFUSED, host + " does not let us in: " + said);
      case 413 -> new TargetException(Kind.TOO_LARGE, "the request is too large: " + said);
      case 429 -> throttled(StatusCode.THROTTLED, said, wait);
      case 404 ->
          new TargetException(Kind.FAULTY, host + " does not know this; is the url right? " + said);
      default -> new TargetException(Kind.FAULTY, host + " fails: " + said, wait, null);
    };
  }

  /**
   * A status for people: safe, short, without secrets. The platform may quote the URL of an input,
   * which is nobody's to read: not even its path.
   */
  String said(WireStatus status) {
    String words = CallErrors.shown(ShownUrl.unnamed(status.words()), mask);
    String code = status.code() == 0 ? "" : " (" + status.code() + ")";
    return words.isBlank() ? "status " + status.code() : words + code;
  }

  private TargetException throttled(int code, String said, Duration wait) {
    Duration least = code == StatusCode.HOURLY_LIMIT ? HOURLY_WAIT : SHORTEST_THROTTLE;
    return new TargetException(
        Kind.THROTTLED, host + " asks for fewer requests: " + said, longer(wait, least), null);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
