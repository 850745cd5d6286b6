package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpClients;
import io.sluice.http.HttpReply;
import io.sluice.http.Network;
import io.sluice.http.ReplyJson;
import io.sluice.status.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to the control server of a running daemon. One thread. */
final class ControlClient implements AutoCloseable {
  /**
   * Who has the port and says nothing may be a daemon on a machine that stands still: taken for
   * gone too soon, its directory would be found locked. Nobody waits for one that has ended, since
   * its port refuses.
   */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Of a daemon that did not get round to an answer within a few seconds. */
  private static final int BUSY = 503;

  private static final int MOST_BUSY = 10;
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClients clients;
  private final HttpUrl base;
  private final ControlToken token;
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * @throws IllegalArgumentException when {@code address} is none of this machine
   */
  ControlClient(URI address, ControlToken token, Threads threads) {
    this.base = Objects.requireNonNull(HttpUrl.get(address), "address");
    if (!base.scheme().equals("http") || !base.host().equals("127.0.0.1")) {
      throw new IllegalArgumentException("not an address of loopback");
    }
    this.token = token;
    this.clients =
        new HttpClients(
            Version.text(), 1, threads.numberedDaemons("control"), false, Network.DIRECT);
  }

  /** What the daemon is doing; an answer proves that it is the one that made the token. */
  JsonNode status() throws DaemonGoneException, InterruptedException {
    return send(authorised(at("status.json")).build());
  }

  /**
   * Has folders scanned.
   *
   * @param anew whether what ended badly is tried again
   * @return the number of the order
   */
  long rescan(List<String> folders, boolean anew) throws DaemonGoneException, InterruptedException {
    ObjectNode body = MAPPER.createObjectNode();
    folders.forEach(body.putArray("folders")::add);
    body.put("anew", anew);
    RequestBody json = RequestBody.create(body.toString(), JSON);
    JsonNode reply = send(authorised(at("rescan")).post(json).build());
    return reply.path("request").asLong(0);
  }

  /** Has files of a folder uploaded again that its dataset has lost. */
  void repair(String folder, List<RelativePath> paths)
      throws DaemonGoneException, InterruptedException {
    order(folder, paths, MAPPER.createObjectNode());
  }

  /** Has files of a folder sent beside what has their names, when they are tried next. */
  void sendBeside(String folder, List<RelativePath> paths)
      throws DaemonGoneException, InterruptedException {
    order(folder, paths, MAPPER.createObjectNode().put("duplicates", true));
  }

  private void order(String folder, List<RelativePath> paths, ObjectNode body)
      throws DaemonGoneException, InterruptedException {
    body.put("folder", folder);
    ArrayNode list = body.putArray("paths");
    paths.forEach(path -> list.add(path.encoded()));
    RequestBody json = RequestBody.create(body.toString(), JSON);
    send(authorised(at("repair")).post(json).build());
  }

  /** How far an order is. */
  JsonNode progress(long request) throws DaemonGoneException, InterruptedException {
    HttpUrl.Builder url = at("request.json").addQueryParameter("id", Long.toString(request));
    return send(authorised(url).build());
  }

  /** A page of the files of a folder that are not done. */
  JsonNode failures(String folder, Optional<RelativePath> after)
      throws DaemonGoneException, InterruptedException {
    HttpUrl.Builder url = at("failures.json").addQueryParameter("folder", folder);
    after.ifPresent(path -> url.addQueryParameter("after", path.encoded()));
    return send(authorised(url).build());
  }

  private HttpUrl.Builder at(String path) {
    return base.newBuilder().addPathSegment(path);
  }

  private Request.Builder authorised(HttpUrl.Builder url) {
    return new Request.Builder().url(url.build()).header("Authorization", token.asAuthorization());
  }

  private JsonNode send(Request request) throws DaemonGoneException, InterruptedException {
    long startNanos = System.nanoTime();
    try {
      HttpReply reply = clients.api().send(request, LIMIT);
      for (int i = 0; i < MOST_BUSY && reply.status() == BUSY; i++) {
        never.await(1, TimeUnit.SECONDS);
        reply = clients.api().send(request, LIMIT);
      }
      JsonNode json = ReplyJson.of(reply);
      if (!reply.isSuccess()) {
        throw declined(
            reply.status(),
            DisplayText.of(json.path("error").asString(""), 500),
            Duration.ofNanos(System.nanoTime() - startNanos));
      }
      return json;
    } catch (BrokenReplyException e) {
      throw new DaemonGoneException("its answer is not understood: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DaemonGoneException("it does not answer any more", e);
    }
  }

  private static DaemonGoneException declined(int status, String words, Duration waited) {
    return status == BUSY
        ? DaemonGoneException.busy(
            "it is busy and gave no answer for " + waited.toSeconds() + " s (" + words + ")")
        : new DaemonGoneException("it answers " + status + ": " + words);
  }

  @Override
  public void close() {
    clients.close();
  }
}
