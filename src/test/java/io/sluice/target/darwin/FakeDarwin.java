package io.sluice.target.darwin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.target.TargetFixture.Arrival;
import io.sluice.target.TargetFixture.Side;
import io.sluice.target.darwin.DarwinFault.Ending;
import io.sluice.target.darwin.DarwinState.Reply;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small Darwin in memory, with its storage, on a free port of this machine. What it finds wrong
 * with requests is kept in {@link #problems}.
 */
public final class FakeDarwin implements AutoCloseable {
  public static final String KEY = "abc1234.canary-0123456789abcdef012345678901";
  public static final String TEAM = "acme";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String API = "/api/";
  private static final String ITEMS = API + "v2/teams/" + TEAM + "/items";

  static {
    // Head and body are two writes; together they would wait for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fake-darwin");
            thread.setDaemon(true);
            return thread;
          });
  private final DarwinState state = new DarwinState();
  private final Map<DarwinStep, Deque<DarwinFault>> faults = new EnumMap<>(DarwinStep.class);
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<DarwinStep> steps = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<InetSocketAddress> callers = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Function<DarwinStep, Optional<DarwinFault>> chance = step -> Optional.empty();
  private Consumer<DarwinStep> meanwhile = step -> {};

  public FakeDarwin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request of that step ends so. */
  public synchronized void next(DarwinStep step, DarwinFault fault) {
    faults.computeIfAbsent(step, none -> new ArrayDeque<>()).add(fault);
  }

  /** Asked for a fault of each request that none was scripted for. */
  public synchronized void chance(Function<DarwinStep, Optional<DarwinFault>> fault) {
    chance = fault;
  }

  /** Told of each request before it is dealt with, without a lock. */
  public synchronized void meanwhile(Consumer<DarwinStep> event) {
    meanwhile = event;
  }

  /** Reads or changes what the server holds. */
  public synchronized <T> T with(Function<DarwinState, T> use) {
    return use.apply(state);
  }

  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  public synchronized List<DarwinStep> steps() {
    return List.copyOf(steps);
  }

  public synchronized long count(DarwinStep step) {
    return steps.stream().filter(step::equals).count();
  }

  /** How many connections requests came over. */
  public synchronized int connections() {
    return callers.size();
  }

  /** What was wrong with requests, whatever they were answered. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** One line for each item: path, slots and how far they are. */
  public synchronized List<String> items() {
    List<String> lines = new ArrayList<>();
    state
        .items()
        .forEach(
            (key, item) ->
                item.slots
                    .values()
                    .forEach(
                        slot ->
                            lines.add(
                                "%s %s %s %s %d"
                                    .formatted(
                                        key.path().equals("/")
                                            ? "/" + key.name()
                                            : key.path() + "/" + key.name(),
                                        slot.name,
                                        slot.progress,
                                        slot.sha256,
                                        slot.confirms))));
    return lines;
  }

  private void handle(HttpExchange exchange) throws IOException {
    DarwinStep step = step(exchange);
    Consumer<DarwinStep> event;
    Optional<DarwinFault> fault;
    synchronized (this) {
      arrived(exchange, step);
      Deque<DarwinFault> scripted = faults.getOrDefault(step, new ArrayDeque<>());
      fault = scripted.isEmpty() ? chance.apply(step) : Optional.of(scripted.remove());
      event = meanwhile;
    }
    event.accept(step);
    try {
      if (fault.isEmpty()) {
        answer(exchange, act(exchange, step), Map.of());
      } else {
        play(exchange, step, fault.get());
      }
    } finally {
      exchange.close();
    }
  }

  private void play(HttpExchange exchange, DarwinStep step, DarwinFault fault) throws IOException {
    if (fault.ending() == Ending.CUT_WITHIN) {
      exchange.getRequestBody().readNBytes(10);
      return;
    }
    if (fault.ending() == Ending.STALL_WITHIN) {
      exchange.getRequestBody().readNBytes(10);
      awaitClosed(Duration.ofDays(1));
      return;
    }
    if (fault.ending() == Ending.SLOW) {
      exchange.setStreams(new SlowBody(exchange.getRequestBody()), null);
      answer(exchange, act(exchange, step), Map.of());
      return;
    }
    if (fault.acts()) {
      act(exchange, step);
    }
    if (fault.ending() == Ending.STALL) {
      awaitClosed(Duration.ofDays(1));
    } else if (fault.ending() == Ending.ANSWER) {
      exchange.getRequestBody().readAllBytes();
      fault.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void awaitClosed(Duration most) {
    try {
      closed.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As over a line that carries a megabyte in each {@link #PAUSE}. */
  private final class SlowBody extends FilterInputStream {
    private int sincePause;

    SlowBody(InputStream body) {
      super(body);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      sincePause += Math.max(0, n);
      if (sincePause >= 1 << 20) {
        sincePause = 0;
        awaitClosed(PAUSE);
      }
      return n;
    }
  }

  private void arrived(HttpExchange exchange, DarwinStep step) {
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(value -> head.append('\n').append(name + ": " + value)));
    boolean storage = step == DarwinStep.PUT;
    arrivals.add(new Arrival(storage ? Side.STORAGE : Side.API, head.toString()));
    steps.add(step);
    callers.add(exchange.getRemoteAddress());
    if (storage) {
      check(!exchange.getRequestHeaders().containsKey("Authorization"), "key at the storage");
      check(!exchange.getRequestHeaders().containsKey("Content-Type"), "type at the storage");
      check(exchange.getRequestHeaders().containsKey("Content-Length"), "PUT without a length");
    }
  }

  private void check(boolean good, String problem) {
    if (!good) {
      problems.add(problem);
    }
  }

  private static DarwinStep step(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    boolean post = exchange.getRequestMethod().equals("POST");
    if (path.startsWith("/storage/")) {
      return DarwinStep.PUT;
    }
    if (path.equals(API + "users/token_info")) {
      return DarwinStep.TOKEN_INFO;
    }
    if (path.startsWith(API + "datasets")) {
      return post ? DarwinStep.CREATE : DarwinStep.DATASETS;
    }
    if (path.equals(ITEMS + "/register_upload")) {
      return DarwinStep.REGISTER;
    }
    if (path.startsWith(ITEMS + "/uploads/")) {
      return path.endsWith("/sign") ? DarwinStep.SIGN : DarwinStep.CONFIRM;
    }
    return path.equals(ITEMS) ? DarwinStep.LIST : DarwinStep.OTHER;
  }

  private Reply act(HttpExchange exchange, DarwinStep step) throws IOException {
    if (step == DarwinStep.PUT) {
      return put(exchange);
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!("ApiKey " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return new Reply(401, JSON.createObjectNode());
    }
    String[] segments = exchange.getRequestURI().getPath().split("/", -1);
    return locked(
        () ->
            switch (step) {
              case TOKEN_INFO ->
                  new Reply(200, JSON.readTree("{\"selected_team\":{\"slug\":\"acme\"}}"));
              case DATASETS -> dataset(segments);
              case CREATE -> state.create(JSON.readTree(body));
              case REGISTER -> state.register(JSON.readTree(body));
              case LIST -> state.list(query(exchange));
              case SIGN -> state.sign(segments[segments.length - 2], url() + "/storage/");
              case CONFIRM -> state.confirm(segments[segments.length - 2]);
              case PUT, OTHER -> new Reply(404, JSON.createObjectNode());
            });
  }

  private Reply dataset(String[] segments) {
    Reply all = state.datasets();
    if (segments.length <= 3) {
      return all;
    }
    for (JsonNode one : all.body().values()) {
      if (one.path("id").asString().equals(segments[3])) {
        return new Reply(200, one);
      }
    }
    return new Reply(404, JSON.createObjectNode());
  }

  private synchronized <T> T locked(Supplier<T> use) {
    return use.get();
  }

  private Reply put(HttpExchange exchange) throws IOException {
    String upload = exchange.getRequestURI().getPath().substring("/storage/".length());
    long promised = Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"));
    MessageDigest sha256 = newSha256();
    long size = 0;
    byte[] chunk = new byte[1 << 14];
    InputStream in = exchange.getRequestBody();
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      sha256.update(chunk, 0, n);
      size += n;
    }
    if (size != promised) {
      return new Reply(400, JSON.createObjectNode());
    }
    long received = size;
    String hash = HexFormat.of().formatHex(sha256.digest());
    return locked(() -> state.put(upload, received, hash));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DarwinState.ListQuery query(HttpExchange exchange) {
    Map<String, List<String>> values = new java.util.HashMap<>();
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        values.computeIfAbsent(decoded(sides[0]), none -> new ArrayList<>()).add(decoded(sides[1]));
      }
    }
    return new DarwinState.ListQuery(
        values.getOrDefault("dataset_ids[]", List.of()),
        values.getOrDefault("item_names[]", List.of()),
        values.getOrDefault("item_paths[]", List.of()),
        Integer.parseInt(values.getOrDefault("page[from]", List.of("0")).get(0)),
        Integer.parseInt(values.getOrDefault("page[size]", List.of("500")).get(0)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, Reply reply, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    send(exchange, reply.status(), JSON.writeValueAsBytes(reply.body()));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
