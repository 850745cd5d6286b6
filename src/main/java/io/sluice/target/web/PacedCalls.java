package io.sluice.target.web;

import io.sluice.http.HttpReply;
import io.sluice.pace.Pace;
import io.sluice.pace.PausedException;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Counted calls of one platform's API: each takes a permit of the pace first, is made once, and
 * tells the pace what its answer says of the budget. Thread-safe.
 */
public final class PacedCalls {
  private final String host;
  private final Pace pace;
  private final Clock clock;
  private volatile Optional<Duration> clockAhead = Optional.empty();

  /**
   * @param host for messages
   */
  public PacedCalls(String host, Pace pace, Clock clock) {
    this.host = host;
    this.pace = pace;
    this.clock = clock;
  }

  /** One exchange of a request and its reply. */
  @FunctionalInterface
  public interface Exchange {
    HttpReply run() throws IOException, InterruptedException;
  }

  /**
   * Makes a call, once it may be made.
   *
   * @throws TargetException when there is no answer, or none may be asked for now
   */
  public HttpReply make(Exchange exchange) throws TargetException, InterruptedException {
    try {
      pace.acquireRequest();
      return counted(exchange);
    } catch (PausedException e) {
      throw CallErrors.paused(host, e);
    } catch (IOException e) {
      throw CallErrors.broken(host, e);
    }
  }

  private HttpReply counted(Exchange exchange) throws IOException, InterruptedException {
    boolean answered = false;
    try {
      HttpReply reply = exchange.run();
      answered = true;
      clockAhead =
          reply
              .date()
              .map(theirs -> Duration.between(theirs, clock.instant()))
              .or(() -> clockAhead);
      pace.answered(reply.rateLimit(clock.instant()));
      return reply;
    } finally {
      if (!answered) {
        pace.unanswered();
      }
    }
  }

  /** By how much our clock was ahead of the server's when it last told its time. */
  public Optional<Duration> clockAhead() {
    return clockAhead;
  }
}
