package io.sluice.datasetserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words Jetty's own refusals (broken requests, too long headers, a stopping server) like ours. */
final class JsonErrorHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    ByteBuffer body = StandardCharsets.UTF_8.encode(body(status));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
    return true;
  }

  /** Jetty's reason is left out: it may repeat parts of the request. */
  private static String body(int status) {
    Problem problem =
        new Problem(
            status,
            status >= 500 ? "internal_error" : "bad_request",
            HttpStatus.getMessage(status));
    return problem.reply().body() instanceof Reply.Text text ? text.text() : "";
  }
}
