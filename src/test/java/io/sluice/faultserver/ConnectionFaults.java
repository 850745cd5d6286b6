package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Connections that end, stand still or crawl. */
final class ConnectionFaults {
  /** Much longer than the time-outs that a client under test has. */
  private static final Duration LONG = Duration.ofSeconds(5);

  /** So large that no buffer of the operating system holds it. */
  private static final int LARGE_BYTES = 7 << 20;

  private ConnectionFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("reset-before-body", Step.ALL, RunEnd.DONE, Exchange::reset),
        new Fault(
            "reset-in-body",
            Step.WRITING,
            RunEnd.DONE,
            exchange -> {
              exchange.readHalf();
              exchange.reset();
            }),
        new Fault(
            "reset-after-body",
            Step.WRITING,
            RunEnd.DONE,
            exchange -> {
              exchange.body();
              exchange.reset();
            }),
        new Fault(
            "reply-lost-by-reset",
            Step.WRITING,
            RunEnd.DONE,
            exchange -> {
              exchange.act();
              exchange.reset();
            }),
        new Fault(
            "reply-lost-by-hang-up",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              exchange.act();
              exchange.hangUp();
            }),
        new Fault(
            "reset-in-reply",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              Reply reply = exchange.act();
              exchange.write(reply.head(1 << 20));
              exchange.reset();
            }));
  }

  static List<Fault> stalls() {
    return List.of(
        new Fault(
            "stall-before-acting",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              exchange.body();
              exchange.hold();
            }),
        new Fault(
            "stall-after-acting",
            Step.WRITING,
            RunEnd.DONE,
            exchange -> {
              exchange.act();
              exchange.hold();
            }),
        new Fault(
            "stall-in-headers",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              exchange.act();
              exchange.write("HTTP/1.1 200 OK\r\nContent-Le");
              exchange.hold();
            }),
        new Fault(
            "stall-in-reply",
            Step.API,
            RunEnd.DONE,
            exchange -> {
              Reply reply = exchange.act();
              exchange.write(reply.head(reply.body().size()));
              exchange.write(
                  java.util.Arrays.copyOf(reply.body().toByteArray(), reply.body().size() / 2));
              exchange.hold();
            }),
        new Fault(
            "slow-reply",
            Step.ALL,
            RunEnd.DONE,
            exchange -> crawl(exchange, exchange.act().bytes(), Duration.ofMillis(1))),
        new Fault(
            "endless-slow-reply",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              exchange.act();
              crawl(exchange, "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(200), 100);
              exchange.reset();
            }));
  }

  /** Those that need a file which is larger than what is sent unread. */
  static List<Fault> large() {
    Set<Step> transfer = EnumSet.of(Step.TRANSFER);
    return List.of(
        new Fault(
            "stall-reading",
            transfer,
            ConnectionFaults::isLarge,
            RunEnd.DONE,
            exchange -> {
              exchange.readHalf();
              exchange.stopReading(LONG);
            }),
        new Fault(
            "413-early",
            transfer,
            ConnectionFaults::isLarge,
            RunEnd.DONE_OR_FAILED,
            exchange -> {
              exchange.send(Reply.of(413, "text/plain", "too large").with("Connection: close"));
              exchange.standStill(Duration.ofMillis(200));
              exchange.reset();
            }),
        new Fault(
            "200-early",
            transfer,
            ConnectionFaults::isLarge,
            RunEnd.DONE,
            exchange -> {
              exchange.send(Reply.empty(200));
              exchange.standStill(Duration.ofMillis(200));
              exchange.reset();
            }));
  }

  static int largeBytes() {
    return LARGE_BYTES;
  }

  private static boolean isLarge(WireRequest request) {
    return request.contentLength() >= LARGE_BYTES;
  }

  private static void crawl(Exchange exchange, String text, int millis) throws java.io.IOException {
    crawl(
        exchange,
        text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        Duration.ofMillis(millis));
  }

  private static void crawl(Exchange exchange, byte[] bytes, Duration pause)
      throws java.io.IOException {
    for (byte b : bytes) {
      exchange.write(new byte[] {b});
      exchange.standStill(pause);
    }
  }
}
