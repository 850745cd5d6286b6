package io.sluice.status;

import io.sluice.file.RelativePath;
import io.sluice.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request arrives: checks who asks, then answers. */
final class ControlHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);

  private final ControlledDaemon daemon;
  private final ControlToken token;
  private final LoopbackHosts hosts;

  ControlHandler(ControlledDaemon daemon, ControlToken token, LoopbackHosts hosts) {
    this.daemon = daemon;
    this.token = token;
    this.hosts = hosts;
  }

  /** A status and a JSON body. */
  private record Reply(int status, String json) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply = answerAnything(request);
    response.setStatus(reply.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (reply.status() == 401) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    ByteBuffer body = StandardCharsets.UTF_8.encode(reply.json());
    headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
    return true;
  }

  private Reply answerAnything(Request request) {
    try {
      return answer(request);
    } catch (Refusal e) {
      return new Reply(e.status(), e.json());
    } catch (TimeoutException e) {
      return error(503, "the daemon is too busy to answer; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(503, "the daemon is stopping");
    } catch (LedgerException e) {
      LOG.warn("a request for status failed: {}", e.getMessage());
      return error(503, "the ledger cannot be read; see the daemon's log");
    } catch (RuntimeException e) {
      LOG.error("a request for status failed", e);
      return error(500, "the control server failed; see the daemon's log");
    }
  }

  private static Reply error(int status, String message) {
    return new Reply(status, StatusJson.error(message, List.of()));
  }

  private Reply answer(Request request) throws Refusal, InterruptedException, TimeoutException {
    if (!hosts.isOwnHost(request)) {
      throw new Refusal(403, "this server answers only to loopback host names");
    }
    String path = request.getHttpURI().getCanonicalPath();
    return switch (path == null ? "" : path) {
      case "/status.json" -> get(request, () -> status(request));
      case "/healthz" -> get(request, this::health);
      case "/readyz" -> get(request, this::ready);
      case "/request.json" -> get(request, () -> progress(authorised(request)));
      case "/failures.json" -> get(request, () -> failures(authorised(request)));
      case "/rescan" -> post(request, false);
      case "/retry" -> post(request, true);
      case "/repair" -> repair(request);
      default -> throw new Refusal(404, "there is nothing at this path");
    };
  }

  /** Answers a question. */
  private interface Question {
    Reply answer() throws Refusal, InterruptedException, TimeoutException;
  }

  private static Reply get(Request request, Question question)
      throws Refusal, InterruptedException, TimeoutException {
    if (!request.getMethod().equals("GET")) {
      throw new Refusal(405, "this path takes GET alone");
    }
    return question.answer();
  }

  private Reply post(Request request, boolean anew)
      throws Refusal, InterruptedException, TimeoutException {
    requirePost(request);
    RescanOrder order = RescanOrder.read(body(authorised(request)), daemon.folderNames());
    long number = daemon.rescan(order.folders(), anew || order.anew());
    return new Reply(202, StatusJson.accepted(order.folders(), number));
  }

  private Reply repair(Request request) throws Refusal {
    requirePost(request);
    RepairOrder order = RepairOrder.read(body(authorised(request)), daemon.folderNames());
    if (order.duplicates()) {
      daemon.sendBeside(order.folder(), order.paths());
    } else {
      daemon.repair(order.folder(), order.paths());
    }
    return new Reply(202, StatusJson.queued(order.folder(), order.paths().size()));
  }

  private static void requirePost(Request request) throws Refusal {
    if (!request.getMethod().equals("POST")) {
      throw new Refusal(405, "this path takes POST alone");
    }
  }

  /** The request, once it is clear that who sends it may read the daemon's file. */
  private Request authorised(Request request) throws Refusal {
    if (!hosts.isOwnOrigin(request)) {
      throw new Refusal(403, "a page of another site has no say here");
    }
    List<HttpField> sent = request.getHeaders().getFields(HttpHeader.AUTHORIZATION);
    boolean right =
        sent.size() == 1 && sent.get(0).getValue() != null && token.isIn(sent.get(0).getValue());
    if (!right) {
      throw new Refusal(
          401, "needs the header 'Authorization: Bearer TOKEN' with the token of daemon.json");
    }
    return request;
  }

  /**
   * Open to all of this machine; but a token that is sent must be right, which proves who we are.
   */
  private Reply status(Request request) throws Refusal, InterruptedException, TimeoutException {
    boolean known = request.getHeaders().contains(HttpHeader.AUTHORIZATION);
    if (known) {
      authorised(request);
    }
    return new Reply(200, StatusJson.status(daemon.status(), known));
  }

  private Reply health() {
    return daemon.isMakingProgress()
        ? new Reply(200, StatusJson.health("ok"))
        : error(503, "the daemon makes no progress");
  }

  private Reply ready() throws InterruptedException, TimeoutException {
    return daemon.status().isReady()
        ? new Reply(200, StatusJson.health("ready"))
        : error(503, "not every folder has been scanned yet");
  }

  private Reply progress(Request request) throws Refusal, InterruptedException, TimeoutException {
    String id = parameter(request, "id").orElse("");
    if (!id.matches("[0-9]{1,18}")) {
      throw Refusal.bad("id must be the number of a request");
    }
    return daemon
        .progress(Long.parseLong(id))
        .map(progress -> new Reply(200, StatusJson.progress(progress)))
        .orElseThrow(() -> new Refusal(404, "there is no request of this number, or not any more"));
  }

  private Reply failures(Request request) throws Refusal {
    String folder =
        parameter(request, "folder").orElseThrow(() -> Refusal.bad("folder must name a folder"));
    if (!daemon.folderNames().contains(folder)) {
      throw Refusal.unknownFolders(List.of(folder), daemon.folderNames());
    }
    Optional<RelativePath> after = Optional.empty();
    Optional<String> encoded = parameter(request, "after");
    if (encoded.isPresent()) {
      after = Optional.of(path(encoded.get()));
    }
    return new Reply(200, StatusJson.failures(folder, daemon.failures(folder, after)));
  }

  private static RelativePath path(String encoded) throws Refusal {
    try {
      return new RelativePath(encoded);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("after must be the 'next' of the page before");
    }
  }

  private static Optional<String> parameter(Request request, String name) throws Refusal {
    try {
      Fields.Field field = Request.extractQueryParameters(request).get(name);
      if (field != null && field.getValues().size() > 1) {
        throw Refusal.bad(name + " is given twice");
      }
      return Optional.ofNullable(field).map(Fields.Field::getValue);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw Refusal.bad("the query is not properly encoded");
    }
  }

  private static byte[] body(Request request) throws Refusal {
    try (InputStream in = Request.asInputStream(request)) {
      byte[] body = in.readNBytes(OrderBody.LONGEST_BYTES + 1);
      if (body.length > OrderBody.LONGEST_BYTES) {
        throw new Refusal(413, "the body is larger than " + OrderBody.LONGEST_BYTES + " bytes");
      }
      return body;
    } catch (IOException e) {
      throw Refusal.bad("the body did not arrive whole");
    }
  }
}
