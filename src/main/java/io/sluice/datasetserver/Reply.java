package io.sluice.datasetserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * An answer before it is written.
 *
 * @param status HTTP status
 * @param headers all headers but Content-Type and Content-Length
 * @param body what follows
 */
record Reply(int status, List<HttpField> headers, Body body) {
  Reply {
    headers = List.copyOf(headers);
  }

  /** What an answer carries. */
  sealed interface Body permits Nothing, Text, Blob {}

  /** No body. */
  record Nothing() implements Body {}

  /**
   * A body held in memory; replies that are kept for a replay are of this kind.
   *
   * @param contentType as the header says it
   * @param text sent in UTF-8
   */
  record Text(String contentType, String text) implements Body {}

  /**
   * A body streamed from disk.
   *
   * @param contentType as the header says it
   * @param file the blob
   * @param size bytes, as recorded
   */
  record Blob(String contentType, Path file, long size) implements Body {}

  static Reply empty(int status) {
    return new Reply(status, List.of(), new Nothing());
  }

  static Reply json(int status, Object value) {
    return jsonText(status, Json.write(value));
  }

  /** JSON that is text already. */
  static Reply jsonText(int status, String json) {
    return text(status, "application/json", json).with(HttpHeader.CACHE_CONTROL, "no-store");
  }

  static Reply text(int status, String contentType, String text) {
    return new Reply(status, List.of(), new Text(contentType, text));
  }

  static Reply seeOther(String path) {
    return empty(303).with(HttpHeader.LOCATION, path).with(HttpHeader.CACHE_CONTROL, "no-store");
  }

  Reply with(HttpHeader name, String value) {
    return with(new HttpField(name, value));
  }

  Reply with(String name, String value) {
    return with(new HttpField(name, value));
  }

  Reply with(HttpField header) {
    List<HttpField> all = new ArrayList<>(headers);
    all.add(header);
    return new Reply(status, all, body);
  }
}
