package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A storage that refuses, or keeps something else than it was given. */
final class StorageFaults {
  private static final Set<Step> TRANSFER = Set.of(Step.TRANSFER);

  private StorageFaults() {}

  static List<Fault> all() {
    return List.of(
        refusal("url-expired-403", 403, "ExpiredToken"),
        refusal("url-expired-400", 400, "ExpiredToken"),
        refusal("url-signature-403", 403, "SignatureDoesNotMatch"),
        refusal("bytes-gone-404", 404, "NoSuchUpload"),
        refusal("storage-409", 409, "OperationAborted"),
        refusal("storage-412", 412, "PreconditionFailed"),
        new Fault(
            "stored-short-told",
            TRANSFER,
            RunEnd.DONE,
            exchange -> exchange.send(exchange.actOn(cut(exchange.body())))),
        new Fault(
            "stored-changed-told",
            TRANSFER,
            RunEnd.DONE,
            exchange -> exchange.send(exchange.actOn(changed(exchange.body())))),
        new Fault(
            "stored-short-untold",
            TRANSFER,
            RunEnd.DONE,
            exchange -> exchange.send(silent(exchange, cut(exchange.body())))),
        new Fault(
            "storage-200-without-storing",
            TRANSFER,
            RunEnd.DONE,
            exchange -> {
              exchange.body();
              exchange.lose();
              exchange.send(Reply.empty(200));
            }));
  }

  /** What nobody can notice who is told neither hash nor size. */
  static Fault changedUntold() {
    return new Fault(
        "stored-changed-untold",
        TRANSFER,
        RunEnd.DONE,
        exchange -> {
          exchange.spoil();
          exchange.send(silent(exchange, changed(exchange.body())));
        });
  }

  /** What nobody can notice where the platform repeats the size that it was told. */
  static Fault shortUntold() {
    return new Fault(
        "stored-short-believed",
        TRANSFER,
        RunEnd.DONE,
        exchange -> {
          exchange.spoil();
          exchange.send(silent(exchange, cut(exchange.body())));
        });
  }

  private static Reply silent(Exchange exchange, byte[] kept) throws IOException {
    return exchange.actOn(kept).without("ETag");
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] changed(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private static Fault refusal(String label, int status, String code) {
    String xml = "<?xml version='1.0'?><Error><Code>" + code + "</Code></Error>";
    return new Fault(
        label,
        TRANSFER,
        RunEnd.DONE,
        exchange -> {
          exchange.body();
          exchange.send(Reply.of(status, "application/xml", xml));
        });
  }
}
