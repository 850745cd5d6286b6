package io.sluice.faultserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a request.
 *
 * @param path without the query
 * @param query decoded
 * @param headers by lower-case name
 */
record WireRequest(
    Step step, String method, String path, Map<String, String> query, Map<String, String> headers) {
  private static final int LONGEST_HEAD = 64 << 10;

  /** Reads the next one; empty when the connection was closed before it. */
  static Optional<WireRequest> read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0 || head.length() > LONGEST_HEAD) {
        return Optional.empty();
      }
      head.append((char) b);
    }
    return Optional.of(parse(head.toString()));
  }

  private static WireRequest parse(String head) {
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    String target = first.length > 1 ? first[1] : "";
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new WireRequest(Step.of(first[0], path), first[0], path, parameters(query), headers);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** Whether it is about several images at once. */
  boolean isBulk() {
    return path.contains("/images/bulk-");
  }

  int contentLength() {
    return Integer.parseInt(headers.getOrDefault("content-length", "0"));
  }

  /** The last segment of the path, decoded. */
  String lastSegment() {
    return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
  }
}
