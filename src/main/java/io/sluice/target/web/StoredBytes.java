package io.sluice.target.web;

import io.sluice.http.HttpReply;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import okio.ByteString;

/** Compares what a storage says it took with what was sent. Most storages say it as an MD5. */
final class StoredBytes {
  private StoredBytes() {}

  /** Whether the storage names an MD5 that is not {@code md5Hex}. */
  static boolean differ(HttpReply reply, String md5Hex) {
    Optional<String> told = googleMd5(reply).or(() -> entityTag(reply));
    return told.isPresent() && !told.get().equals(md5Hex);
  }

  /** An entity tag that is an MD5. Where the storage encrypts, it only looks like one. */
  private static Optional<String> entityTag(HttpReply reply) {
    boolean encrypted =
        reply.headers().names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.startsWith("x-amz-server-side-encryption"));
    return encrypted
        ? Optional.empty()
        : reply
            .header("ETag")
            .map(tag -> tag.replace("\"", "").strip().toLowerCase(Locale.ROOT))
            .filter(tag -> tag.matches("[0-9a-f]{32}"));
  }

  private static Optional<String> googleMd5(HttpReply reply) {
    return reply.headers().values("x-goog-hash").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> value.startsWith("md5="))
        .map(value -> ByteString.decodeBase64(value.substring("md5=".length())))
        .filter(md5 -> md5 != null && md5.size() == 16)
        .map(ByteString::hex)
        .findFirst();
  }
}
