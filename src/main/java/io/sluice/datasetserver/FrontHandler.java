package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request arrives: checks the Host header and, for the API, the key; then asks the
 * router, and turns whatever was thrown into an answer.
 */
final class FrontHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);
  private static final List<String> API = List.of("api", "v1", "developer");

  private final HostNames hosts;
  private final ApiKeys keys;
  private final Router api;
  private final Router open;

  /**
   * @param api routes that need an API key
   * @param open routes that need none, or see to it themselves
   */
  FrontHandler(HostNames hosts, ApiKeys keys, Router api, Router open) {
    this.hosts = hosts;
    this.keys = keys;
    this.api = api;
    this.open = open;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = UUID.randomUUID().toString();
    response.getHeaders().put("X-Request-Id", requestId);
    try {
      Reply reply = answerAnything(request, requestId);
      LOG.debug(
          "{} {} {} {}",
          reply.status(),
          request.getMethod(),
          request.getHttpURI().getPath(),
          requestId);
      ReplyWriter.write(reply, response, callback);
    } catch (IOException e) {
      // The client is gone, or the rest of a body that was already announced cannot be had.
      LOG.debug("broken off: {} {}: {}", request.getMethod(), requestId, e.toString());
      callback.failed(e);
    }
    return true;
  }

  private Reply answerAnything(Request request, String requestId) throws IOException {
    try {
      return answer(request);
    } catch (Problem e) {
      return e.reply();
    } catch (ClientGoneException e) {
      if (e.getCause() != null && e.getCause().getCause() instanceof TimeoutException) {
        return new Problem(408, "timeout", "the body did not arrive in time").reply();
      }
      throw e;
    } catch (SQLException e) {
      Problem problem = Database.problem(e);
      LOG.warn("request {} failed in the database: {}", requestId, e.toString());
      return problem.reply();
    } catch (IOException | RuntimeException e) {
      LOG.error("request {} failed", requestId, e);
      return new Problem(500, "internal_error", "the dataset server failed; see its log").reply();
    }
  }

  private Reply answer(Request request) throws IOException, SQLException {
    if (!hosts.accept(request)) {
      throw new Problem(403, "forbidden", "this server answers only to loopback host names");
    }
    List<String> segments = UrlText.segments(request.getHttpURI().getPath());
    if (segments.size() < API.size() || !segments.subList(0, API.size()).equals(API)) {
      return open.answer(request, segments);
    }
    requireKey(request);
    return api.answer(request, segments.subList(API.size(), segments.size()));
  }

  private void requireKey(Request request) {
    List<HttpField> sent = request.getHeaders().getFields("X-API-Key");
    String key = sent.size() == 1 ? sent.get(0).getValue() : null;
    if (key == null || !keys.accept(key)) {
      throw new Problem(401, "unauthorized", "a valid API key is needed in the header X-API-Key")
          .header(HttpHeader.WWW_AUTHENTICATE, "X-API-Key");
    }
  }
}
