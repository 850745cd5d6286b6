package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.StepScripts.P;

import io.sluice.datasetserver.DatasetServer;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.DatasetServerSettings;
import io.sluice.file.ContentDigest;
import io.sluice.http.Network;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.pictograph.StepScripts.Script;
import io.sluice.target.pictograph.StepScripts.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The connector against the embedded dataset server, behind a gateway that can misbehave. */
final class DatasetServerGateway implements TargetFixture {
  /** What belongs to one connection alone. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "transfer-encoding", "accept-encoding");

  private final MovableClock clock = new MovableClock();
  private final StepScripts scripts = new StepScripts();
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final MockWebServer gateway = new MockWebServer();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final DatasetServer server;
  private final PictographTarget target;

  DatasetServerGateway(Path data) throws IOException {
    server = start(data);
    gateway.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }
        });
    gateway.start(InetAddress.getLoopbackAddress(), 0);
    target =
        PictographTarget.create(
            new PictographSettings("here", URI.create(url()), 4, "test", false, true),
            Network.DIRECT,
            server::apiKey,
            file -> Optional.of(new PixelSize(1, 1)),
            new Pace(1000, OptionalLong.empty(), clock),
            clock,
            Thread::new);
  }

  private DatasetServer start(Path data) throws IOException {
    try {
      return DatasetServer.start(new DatasetServerSettings(data, 0), Thread::new, clock);
    } catch (DatasetServerException e) {
      throw new IOException(e);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + gateway.getPort();
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    Step step = StepScripts.stepOf(request);
    Side side = step == Step.PUT ? Side.STORAGE : Side.API;
    arrivals.add(new Arrival(side, request.getRequestLine() + "\n" + request.getHeaders()));
    Optional<Script> script = scripts.next(step);
    if (script.isPresent() && !script.get().acts()) {
      return script.get().reply();
    }
    MockResponse passed = passOn(request);
    return script.map(Script::reply).orElse(passed);
  }

  private MockResponse passOn(RecordedRequest request) throws InterruptedException {
    String path = request.getUrl().encodedPath();
    String query = request.getUrl().encodedQuery();
    URI uri = URI.create(server.uri() + path + (query == null ? "" : "?" + query));
    HttpRequest.Builder passed = HttpRequest.newBuilder(uri);
    byte[] body = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
    passed.method(
        request.getMethod(),
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    request
        .getHeaders()
        .forEach(
            header -> {
              if (!NOT_PASSED_ON.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                passed.header(header.getFirst(), header.getSecond());
              }
            });
    try {
      return reply(client.send(passed.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      return new MockResponse.Builder().code(502).build();
    }
  }

  /** Signed URLs lead back to the gateway. */
  private MockResponse reply(HttpResponse<byte[]> answer) {
    MockResponse.Builder reply = new MockResponse.Builder().code(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> reply.addHeader(name, value));
              }
            });
    boolean json =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    byte[] body =
        json
            ? new String(answer.body(), StandardCharsets.UTF_8)
                .replace(server.uri().toString(), url())
                .getBytes(StandardCharsets.UTF_8)
            : answer.body();
    return reply.body(new Buffer().write(body)).build();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Dataset dataset() throws TargetException, InterruptedException {
    return target.openDataset("road-signs", true);
  }

  @Override
  public String apiKey() {
    return server.apiKey();
  }

  @Override
  public List<Entry> entries() {
    URI uri = URI.create(server.uri() + P + "images/?dataset=road-signs&limit=1000");
    HttpRequest request = HttpRequest.newBuilder(uri).header("X-API-Key", apiKey()).build();
    try {
      String body = client.send(request, BodyHandlers.ofString()).body();
      List<Entry> entries = new ArrayList<>();
      for (JsonNode row : new JsonMapper().readTree(body).path("data").values()) {
        entries.add(
            new Entry(
                row.path("directory_path").asString(),
                row.path("filename").asString(),
                new ContentDigest(row.path("sha256").asString())));
      }
      return entries;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  @Override
  public boolean inject(Fault fault) {
    if (fault == Fault.VANISH) {
      gateway.close();
    } else {
      scripts.inject(fault);
    }
    return true;
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time);
  }

  @Override
  public void close() {
    target.close();
    gateway.close();
    server.close();
  }
}
