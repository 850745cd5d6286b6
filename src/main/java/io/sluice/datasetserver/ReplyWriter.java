package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts replies on the wire. */
final class ReplyWriter {
  private ReplyWriter() {}

  /**
   * Writes a reply and completes the callback.
   *
   * @throws IOException if the answer could not be written; the callback is then the caller's
   */
  static void write(Reply reply, Response response, Callback callback) throws IOException {
    response.setStatus(reply.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Content-Type-Options", "nosniff");
    for (HttpField header : reply.headers()) {
      headers.add(header);
    }
    if (reply.body() instanceof Reply.Text text) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.text());
      headers.put(HttpHeader.CONTENT_TYPE, text.contentType());
      headers.put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
      response.write(true, bytes, callback);
    } else if (reply.body() instanceof Reply.Blob blob) {
      writeBlob(blob, response, callback);
    } else {
      response.write(true, null, callback);
    }
  }

  private static void writeBlob(Reply.Blob blob, Response response, Callback callback)
      throws IOException {
    try (InputStream file = Files.newInputStream(blob.file())) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, blob.contentType());
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, blob.size());
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        file.transferTo(out);
      }
    }
    callback.succeeded();
  }
}
