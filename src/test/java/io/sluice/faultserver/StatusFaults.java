package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whole answers that say no. Nothing was done. */
final class StatusFaults {
  private static final Set<Step> ITEM_STEPS = EnumSet.of(Step.RESERVE, Step.COMMIT);

  /** A client keeps a wait of this length at most. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private StatusFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(passing());
    all.addAll(slowDown());
    all.addAll(redirects());
    all.addAll(refusals());
    return all;
  }

  /** Failures of the server's own. */
  static List<Fault> passing() {
    List<Fault> all = new ArrayList<>();
    for (int status : new int[] {500, 502, 503, 504, 408, 425}) {
      all.add(simple("status-" + status, Step.ALL, RunEnd.DONE, Reply.error(status, "oops", "no")));
    }
    all.add(
        simple(
            "status-html-502",
            Step.ALL,
            RunEnd.DONE,
            Reply.of(502, "text/html", "<html><h1>Bad gateway</h1>")));
    // What it says ends up in logs and reports. A storage cannot quote a key that it never heard.
    String url = "may not http://127.0.0.1/storage/1?sig=" + Platform.SIGNATURE;
    Reply quotesUrl = Reply.error(500, "oops", url);
    all.add(simple("status-500-quoting-url", Step.ALL, RunEnd.DONE, quotesUrl));
    Reply quotesKey = Reply.error(500, "oops", Platform.KEY + " " + url);
    all.add(simple("status-500-quoting-key", Step.API, RunEnd.DONE, quotesKey));
    return all;
  }

  /** Wishes for fewer requests, sensible and otherwise. */
  static List<Fault> slowDown() {
    Duration second = Duration.ofSeconds(1);
    return List.of(
        waiting("429-seconds", RunEnd.DONE, 429, "1", second),
        new Fault(
            "429-http-date", Step.ALL, RunEnd.DONE, exchange -> dated(exchange, Instant.now(), 2)),
        new Fault(
            // The server's clock is two hours behind: only the difference counts.
            "429-http-date-other-clock",
            Step.ALL,
            RunEnd.DONE,
            exchange -> dated(exchange, Instant.now().minusSeconds(7200), 2)),
        waiting("429-date-past", RunEnd.DONE, 429, date(Instant.EPOCH), Duration.ZERO),
        waiting("429-negative", RunEnd.DONE, 429, "-1", Duration.ZERO),
        waiting("429-garbage", RunEnd.DONE, 429, "soon; \u00e4\u0001", Duration.ZERO),
        waiting("503-seconds", RunEnd.DONE, 503, "1", second),
        waiting("503-zero", RunEnd.DONE, 503, "0", Duration.ZERO),
        simple("429-none", Step.ALL, RunEnd.DONE, Reply.error(429, "rate_limited", "slower")));
  }

  /** A wait that no run waits for. */
  static Fault absurdWait() {
    return waiting("429-ten-years", RunEnd.LEFT, 429, "315360000", LONGEST_WAIT);
  }

  static List<Fault> redirects() {
    List<Fault> all = new ArrayList<>();
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      all.add(redirect("redirect-" + status + "-same-host", status, false));
      all.add(redirect("redirect-" + status + "-other-host", status, true));
    }
    return all;
  }

  /** What a client has to take for an answer. */
  static List<Fault> refusals() {
    List<Fault> all = new ArrayList<>();
    for (int status : new int[] {401, 402, 403}) {
      Reply reply = Reply.error(status, "refused", "not with this key");
      // A dataset that is refused while the key is well is asked for again: it was refused once.
      all.add(simple("opening-" + status, Step.OPENING, RunEnd.DONE, reply));
      all.add(simple("status-" + status, Step.FILES, RunEnd.REFUSED, reply));
    }
    for (int status : new int[] {400, 413, 415, 422}) {
      Reply reply = Reply.error(status, "validation_error", "not this file");
      all.add(simple("status-" + status, ITEM_STEPS, RunEnd.FAILED, reply));
    }
    Reply busy = Reply.error(409, "idempotency_in_progress", "still at it");
    all.add(simple("409-in-progress", ITEM_STEPS, RunEnd.DONE, busy));
    Reply other = Reply.error(409, "dataset_frozen", "not now");
    all.add(simple("409-other-reason", ITEM_STEPS, RunEnd.DONE, other));
    Reply untrue = Reply.error(409, "conflict", "already exists");
    all.add(simple("409-untrue", ITEM_STEPS, RunEnd.DONE, untrue));
    Reply gone = Reply.error(404, "upload_not_found", "no bytes there");
    all.add(simple("404-at-commit", Set.of(Step.COMMIT), RunEnd.DONE, gone));
    return all;
  }

  private static Fault simple(String label, Set<Step> steps, RunEnd end, Reply reply) {
    return new Fault(label, steps, end, exchange -> exchange.send(read(exchange, reply)));
  }

  private static Reply read(Exchange exchange, Reply reply) throws java.io.IOException {
    exchange.body();
    return reply;
  }

  private static Fault waiting(
      String label, RunEnd end, int status, String retryAfter, Duration wait) {
    Reply reply = Reply.error(status, "rate_limited", "slower").with("Retry-After: " + retryAfter);
    return new Fault(
        label,
        Step.ALL,
        end,
        exchange -> {
          exchange.body();
          exchange.asksFor(wait);
          exchange.send(reply);
        });
  }

  private static void dated(Exchange exchange, Instant now, int seconds)
      throws java.io.IOException {
    exchange.body();
    exchange.asksFor(Duration.ofSeconds(seconds));
    exchange.send(
        Reply.error(429, "rate_limited", "slower")
            .with("Date: " + date(now))
            .with("Retry-After: " + date(now.plusSeconds(seconds))));
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private static Fault redirect(String label, int status, boolean away) {
    return new Fault(
        label,
        Step.ALL,
        RunEnd.DONE,
        exchange -> {
          exchange.body();
          Exchange.Places places = exchange.places();
          String where = (away ? places.other() : places.own()) + "/elsewhere?sig=x";
          exchange.send(Reply.empty(status).with("Location: " + where));
        });
  }
}
