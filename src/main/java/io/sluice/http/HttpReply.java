package io.sluice.http;

import io.sluice.pace.Pace;
import io.sluice.pace.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * A reply, read to its end or to the limit.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body, no longer than the call allowed
 * @param cut whether there was more than that
 */
public record HttpReply(int status, Headers headers, ByteString body, boolean cut) {
  public HttpReply {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** Whether the server did what was asked. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the server points elsewhere. Nobody follows. */
  public boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /** Where a redirect points to: the host alone, for messages. */
  public String redirectHost() {
    return header("Location")
        .map(HttpUrl::parse)
        .map(HttpUrl::host)
        .orElse("another place on the same host");
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The server's own time, where it tells it. */
  public Optional<Instant> date() {
    return Optional.ofNullable(headers.getInstant("Date"));
  }

  /**
   * How long the server asks to wait. A date is measured against the server's own clock where it
   * tells it, so that ours may be wrong.
   *
   * @param now our time, for a reply without a date
   * @return empty when it does not say, or says what makes no sense; zero for a date gone by; at
   *     most {@link Pace#LONGEST_PAUSE}
   */
  public Optional<Duration> retryAfter(Instant now) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    String wait = value.strip();
    if (wait.matches("[0-9]+")) {
      return Optional.of(wait.length() > 6 ? Pace.LONGEST_PAUSE : seconds(Long.parseLong(wait)));
    }
    Instant until = headers.getInstant("Retry-After");
    if (until == null) {
      return Optional.empty();
    }
    Instant theirs = headers.getInstant("Date");
    return Optional.of(seconds(Duration.between(theirs == null ? now : theirs, until).toSeconds()));
  }

  /**
   * What the server says about its limit for requests. Times are measured as in {@link
   * #retryAfter}.
   *
   * @param now our time, for a reply without a date
   */
  public RateLimit rateLimit(Instant now) {
    Instant theirs = headers.getInstant("Date");
    return RateLimitHeaders.read(headers, theirs == null ? now : theirs);
  }

  private static Duration seconds(long wish) {
    return Duration.ofSeconds(Math.max(0, Math.min(wish, Pace.LONGEST_PAUSE.toSeconds())));
  }
}
