package io.sluice.datasetserver;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Why a call is refused, in the words and the status that the client gets. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final ObjectNode details = JsonNodeFactory.instance.objectNode();
  private final transient List<HttpField> headers = new ArrayList<>();

  Problem(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Problem notFound(String message) {
    return new Problem(404, "not_found", message);
  }

  static Problem badRequest(String message) {
    return new Problem(400, "bad_request", message);
  }

  static Problem invalid(String field, String message) {
    return new FieldErrors().add(field, message).problem();
  }

  Problem detail(String name, String value) {
    details.put(name, value);
    return this;
  }

  Problem detail(String name, boolean value) {
    details.put(name, value);
    return this;
  }

  Problem detail(String name, long value) {
    details.put(name, value);
    return this;
  }

  Problem header(HttpHeader name, String value) {
    headers.add(new HttpField(name, value));
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  ObjectNode details() {
    return details;
  }

  /** The refusal as the client gets it. */
  Reply reply() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("code", code);
    error.put("message", getMessage());
    error.set("details", details);
    body.put("detail", getMessage());
    Reply reply = Reply.json(status, body);
    for (HttpField header : headers) {
      reply = reply.with(header);
    }
    return reply;
  }
}
