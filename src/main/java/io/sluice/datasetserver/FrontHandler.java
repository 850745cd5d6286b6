package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request arrives: checks the Host header and, for the API, the key and the quota; then
 * asks the router, and turns whatever was thrown into an answer.
 */
final class FrontHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);
  private static final long MOST_DRAINED_BYTES = 128L * 1024 * 1024;
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
  private static final List<String> API = List.of("api", "v1", "developer");

  private final HostNames hosts;
  private final Gate gate;
  private final Router api;
  private final Router open;

  /**
   * @param gate before the routes of the API
   * @param api routes that need an API key
   * @param open routes that need none, or see to it themselves
   */
  FrontHandler(HostNames hosts, Gate gate, Router api, Router open) {
    this.hosts = hosts;
    this.gate = gate;
    this.api = api;
    this.open = open;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = UUID.randomUUID().toString();
    response.getHeaders().put("X-Request-Id", requestId);
    InputStream body = Request.asInputStream(request);
    try {
      Reply reply = answerAnything(request, response, body, requestId);
      if (reply.status() >= 400) {
        RequestBody.drain(body, MOST_DRAINED_BYTES, LONGEST_DRAIN);
      }
      LOG.debug(
          "{} {} {} {}",
          reply.status(),
          request.getMethod(),
          request.getHttpURI().getPath(),
          requestId);
      ReplyWriter.write(reply, response, callback);
    } catch (IOException e) {
      // The client is gone, or a blob could not be read on: the answer is already under way.
      LOG.debug("broken off: {} {}: {}", request.getMethod(), requestId, e.toString());
      callback.failed(e);
    }
    return true;
  }

  private Reply answerAnything(
      Request request, Response response, InputStream body, String requestId) throws IOException {
    try {
      return answer(request, response, body);
    } catch (Problem e) {
      return e.reply();
    } catch (ClientGoneException e) {
      LOG.debug("broken off: {} {}: {}", request.getMethod(), requestId, e.toString());
      boolean late = e.getCause() != null && e.getCause().getCause() instanceof TimeoutException;
      return (late
              ? new Problem(408, "timeout", "the body did not arrive in time")
              : new Problem(400, "incomplete_body", "the body ended early"))
          .header(HttpHeader.CONNECTION, "close")
          .reply();
    } catch (SQLException e) {
      Problem problem = Database.problem(e);
      LOG.warn("request {} failed in the database: {}", requestId, e.toString());
      return problem.reply();
    } catch (IOException | RuntimeException e) {
      Optional<Problem> shortage = DiskFull.shortage(e);
      if (shortage.isPresent()) {
        LOG.debug("request {} refused: {}", requestId, e.toString());
        return shortage.get().reply();
      }
      LOG.error("request {} failed", requestId, e);
      return new Problem(500, "internal_error", "the dataset server failed; see its log").reply();
    }
  }

  private Reply answer(Request request, Response response, InputStream body)
      throws IOException, SQLException {
    if (!hosts.accept(request)) {
      throw new Problem(403, "forbidden", "this server answers only to loopback host names");
    }
    List<String> segments = UrlText.segments(request.getHttpURI().getPath());
    if (segments.size() < API.size() || !segments.subList(0, API.size()).equals(API)) {
      return open.answer(request, body, segments);
    }
    gate.pass(request, response);
    return api.answer(request, body, segments.subList(API.size(), segments.size()));
  }
}
