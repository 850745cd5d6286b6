package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was asked was done, and the answer is not what it should be. */
final class ReplyFaults {
  private static final String TOO_SHORT = "length-too-short";
  private static final int ENDLESS_BYTES = 64 << 20;

  private ReplyFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(framing());
    all.addAll(texts());
    return all;
  }

  /** HTTP that is broken. */
  static List<Fault> framing() {
    return List.of(
        acted(
            "reply-cut",
            (exchange, reply) -> {
              exchange.write(reply.head(reply.body().size()));
              exchange.write(Arrays.copyOf(reply.body().toByteArray(), reply.body().size() / 2));
              exchange.hangUp();
            }),
        acted(
            "length-too-long",
            (exchange, reply) -> {
              exchange.write(reply.head(reply.body().size() + 10L));
              exchange.write(reply.body().toByteArray());
              exchange.hold();
            }),
        acted(
            // What is over is the beginning of the next answer on this connection.
            TOO_SHORT,
            (exchange, reply) -> {
              exchange.write(reply.head(Math.max(0, reply.body().size() - 5L)));
              exchange.write(reply.body().toByteArray());
            }),
        acted("length-negative", (exchange, reply) -> raw(exchange, reply, "Content-Length: -1")),
        acted(
            "two-lengths",
            (exchange, reply) ->
                raw(exchange, reply, "Content-Length: 2\r\nContent-Length: 100000")),
        acted(
            "chunk-size-broken",
            (exchange, reply) -> {
              exchange.write(reply.head("Transfer-Encoding: chunked"));
              exchange.write("zz\r\n" + reply.text() + "\r\n0\r\n\r\n");
              exchange.hangUp();
            }),
        acted(
            "chunk-cut",
            (exchange, reply) -> {
              exchange.write(reply.head("Transfer-Encoding: chunked"));
              exchange.write(
                  Integer.toHexString(reply.body().size() + 50).toUpperCase(Locale.ROOT) + "\r\n");
              exchange.write(reply.body().toByteArray());
              exchange.hangUp();
            }),
        acted(
            "headers-huge",
            (exchange, reply) ->
                raw(exchange, reply.with("X-Huge: " + "x".repeat(1 << 20)), length(reply))),
        acted(
            "headers-many",
            (exchange, reply) ->
                raw(exchange, reply, "X-Many: 1234567890\r\n".repeat(40_000) + length(reply))),
        acted("no-http", (exchange, reply) -> raw(exchange, "220 mail.example.test ESMTP\r\n")),
        acted(
            "reply-endless",
            (exchange, reply) -> {
              exchange.write(reply.head("Connection: close"));
              byte[] chunk = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
              for (int sent = 0; sent < ENDLESS_BYTES; sent += chunk.length) {
                exchange.write(chunk);
              }
              exchange.hangUp();
            }));
  }

  /** HTTP that is well, around a body that is not. */
  static List<Fault> texts() {
    return List.of(
        text("json-deep", "[".repeat(100_000) + "]".repeat(100_000)),
        text("json-broken", "{\"data\":{\"id\":\"i\",\"upload_url\":"),
        text("json-nulls", "{\"data\":null,\"pagination\":null}"),
        text("json-null-rows", "{\"data\":[{\"id\":null,\"filename\":null}]}"),
        text("json-types", types()),
        text("json-scalar", "42"),
        text("json-twice", "{\"data\":{\"id\":\"1\"},\"data\":{\"id\":\"2\"}}"),
        text("json-number", "{\"data\":{\"id\":" + "9".repeat(5_000) + "}}"),
        text("reply-empty", ""),
        new Fault(
            "html-200",
            Step.ALL,
            RunEnd.DONE,
            exchange -> {
              exchange.body();
              exchange.send(Reply.of(200, "text/html", "<html><form action=/login>"));
            }),
        acted("json-bom", (exchange, r) -> exchange.send(r.withBody("\ufeff" + r.text()))));
  }

  private static String types() {
    return "{\"data\":{\"id\":{\"a\":1},\"name\":[],\"filename\":7.5,\"upload_url\":[1,2],"
        + "\"upload_urls\":\"none\",\"succeeded\":7,\"failed\":false,\"file_size\":\"x\"},"
        + "\"pagination\":[true]}";
  }

  private static Fault text(String label, String body) {
    return acted(label, (exchange, reply) -> exchange.send(reply.withBody(body)));
  }

  private static Fault acted(String label, Play play) {
    return new Fault(label, Step.API, RunEnd.DONE, exchange -> play.on(exchange, exchange.act()));
  }

  private static String length(Reply reply) {
    return "Content-Length: " + reply.body().size();
  }

  private static void raw(Exchange exchange, Reply reply, String framing) throws IOException {
    exchange.write(reply.head(framing));
    exchange.write(reply.body().toByteArray());
    exchange.hangUp();
  }

  private static void raw(Exchange exchange, String text) throws IOException {
    exchange.write(text);
    exchange.hangUp();
  }

  /** What becomes of a good answer. */
  private interface Play {
    void on(Exchange exchange, Reply reply) throws IOException;
  }

  /** Whether it leaves bytes on the connection that belong to no answer. */
  static boolean saysTooShortALength(Fault fault) {
    return fault.label().equals(TOO_SHORT);
  }
}
