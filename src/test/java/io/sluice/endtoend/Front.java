package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A gateway in front of a dataset server: keeps a journal of all requests, bytes included, since
 * signed URLs lead back to it; and can answer some itself.
 */
final class Front implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings");

  private final String server;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Request> journal = new ConcurrentLinkedQueue<>();
  private static final String HASH = "\"sha256\"\\s*:\\s*\"[0-9a-f]+\"";

  private final AtomicBoolean hashesHidden = new AtomicBoolean();
  private final Queue<String> registrations = new ConcurrentLinkedQueue<>();
  private final Queue<String> stored = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Consumer<Request>> served = new AtomicReference<>(request -> {});
  private final AtomicReference<Script> script = new AtomicReference<>(request -> Optional.empty());

  /**
   * @param server the address of the server behind
   */
  Front(String server) throws IOException {
    this.server = server;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** One request that arrived. */
  record Request(String method, String path, Instant at) {
    /** Whether it is more than a question. */
    boolean writes() {
      return !method.equals("GET");
    }
  }

  /** An answer that the server behind never sees a request for. */
  record Answer(int status, Map<String, String> headers, String body) {}

  /** Which requests are answered here; called from several threads. */
  @FunctionalInterface
  interface Script {
    Optional<Answer> answer(Request request);
  }

  /** From now on the server seems to offer no hashes, as platforms do. */
  void hideHashes() {
    hashesHidden.set(true);
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  void script(Script answers) {
    script.set(answers);
  }

  /** Holds what writes, once so many files were registered, until it is freed. */
  void holdAfter(int files, CountDownLatch free) {
    script(
        request -> {
          if (request.writes() && registered().size() >= files) {
            boolean freed = Uninterruptibles.awaitUninterruptibly(free, SluiceProcess.PATIENCE);
            assertTrue(freed, "held for too long");
          }
          return Optional.empty();
        });
  }

  /** What happens when the server has acted and the client has not been answered yet. */
  void whenServed(Consumer<Request> act) {
    served.set(act);
  }

  /** The SHA-256 of each body that arrived whole at the storage, in order. */
  List<String> stored() {
    return List.copyOf(stored);
  }

  /** Requests that have arrived and whose answers have not gone out. */
  int underWay() {
    return underWay.get();
  }

  List<Request> journal() {
    return List.copyOf(journal);
  }

  /** The file names that were registered, in the order of their requests. */
  List<String> registered() {
    List<String> names = new ArrayList<>();
    Pattern name = Pattern.compile("\"filename\"\\s*:\\s*\"([^\"]*)\"");
    for (String body : registrations) {
      name.matcher(body).results().forEach(match -> names.add(match.group(1)));
    }
    return names;
  }

  /** Requests that the platform would count: all but those to its storage. */
  long counted() {
    return journal.stream().filter(request -> request.path().startsWith("/api/")).count();
  }

  /** Requests of a method whose path begins with something. */
  long count(String method, String path) {
    return journal.stream()
        .filter(request -> request.method().equals(method) && request.path().startsWith(path))
        .count();
  }

  void forget() {
    journal.clear();
    registrations.clear();
    stored.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    underWay.incrementAndGet();
    try (exchange) {
      answer(exchange);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    Request request = new Request(exchange.getRequestMethod(), path, Instant.now());
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<Answer> own = script.get().answer(request);
    journal.add(request);
    if (path.endsWith("register")) {
      registrations.add(new String(body, StandardCharsets.UTF_8));
    }
    if (own.isPresent()) {
      own.get().headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      reply(exchange, own.get().status(), own.get().body().getBytes(StandardCharsets.UTF_8));
    } else {
      passOn(exchange, body, request);
    }
  }

  private void passOn(HttpExchange exchange, byte[] body, Request asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (asked.method().equals("PUT")) {
        stored.add(Site.sha256(body));
      }
      served.get().accept(asked);
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!NOT_PASSED_ON.contains(name) && !name.equals("transfer-encoding")) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      boolean image =
          answer
              .headers()
              .firstValue("content-type")
              .filter(t -> t.startsWith("image/"))
              .isPresent();
      byte[] passed = image ? answer.body() : rewritten(answer.body());
      reply(exchange, answer.statusCode(), passed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] rewritten(byte[] body) {
    String told = new String(body, StandardCharsets.UTF_8).replace(server, url());
    String passed = hashesHidden.get() ? told.replaceAll(HASH, "\"sha256\":null") : told;
    return passed.getBytes(StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
