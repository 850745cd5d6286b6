package io.sluice.faultserver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;

/**
 * A whole answer.
 *
 * @param headers lines, without Content-Length
 */
record Reply(int status, List<String> headers, ByteString body) {
  Reply {
    headers = List.copyOf(headers);
  }

  static Reply json(int status, String body) {
    return of(status, "application/json", body);
  }

  static Reply of(int status, String type, String body) {
    return new Reply(status, List.of("Content-Type: " + type), ByteString.encodeUtf8(body));
  }

  static Reply empty(int status) {
    return new Reply(status, List.of(), ByteString.EMPTY);
  }

  static Reply error(int status, String code, String message) {
    String body =
        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"detail\":\"%s\"}"
            .formatted(code, message, message);
    return json(status, body);
  }

  Reply with(String header) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    return new Reply(status, more, body);
  }

  Reply without(String name) {
    return new Reply(
        status, headers.stream().filter(header -> !header.startsWith(name + ":")).toList(), body);
  }

  Reply withBody(String other) {
    return new Reply(status, headers, ByteString.encodeUtf8(other));
  }

  String text() {
    return body.utf8();
  }

  /** Status line and headers, with the length of the body said to be {@code length}. */
  byte[] head(long length) {
    return head("Content-Length: " + length);
  }

  /** Status line and headers, and how the body is framed. */
  byte[] head(String framing) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All of it. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head(body.size()));
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }
}
