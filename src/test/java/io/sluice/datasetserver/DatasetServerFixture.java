package io.sluice.datasetserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server with a client that speaks its wire. */
final class DatasetServerFixture implements AutoCloseable {
  static final String API = "/api/v1/developer";
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger THREADS = new AtomicInteger();

  /** Shared: every client keeps a thread of its own. */
  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  final DatasetServer server;
  final SettableClock clock;

  DatasetServerFixture(Path directory) throws DatasetServerException {
    this(directory, new SettableClock(), Limits.DEFAULT);
  }

  DatasetServerFixture(Path directory, SettableClock clock, Limits limits)
      throws DatasetServerException {
    this(new DatasetServerSettings(directory, 0), clock, limits);
  }

  DatasetServerFixture(DatasetServerSettings settings, SettableClock clock, Limits limits)
      throws DatasetServerException {
    this.clock = clock;
    this.server =
        DatasetServer.start(
            settings,
            task -> new Thread(task, "dataset-server-" + THREADS.incrementAndGet()),
            clock,
            limits);
  }

  /** A clock that stands still until it is moved. */
  static final class SettableClock extends Clock {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    void advance(java.time.Duration by) {
      now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  URI uri(String pathAndQuery) {
    return URI.create(server.uri() + pathAndQuery);
  }

  HttpRequest.Builder authorised(String path) {
    return HttpRequest.newBuilder(uri(API + path)).header("X-API-Key", server.apiKey());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(authorised(path).GET());
  }

  HttpResponse<byte[]> getBytes(String path) throws Exception {
    return HTTP.send(authorised(path).GET().build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    HttpRequest.Builder request = authorised(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> put(String url, String contentType, byte[] bytes) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", contentType)
            .PUT(BodyPublishers.ofByteArray(bytes)));
  }

  HttpResponse<String> createDataset(String name) throws Exception {
    return post("/datasets/", JSON.createObjectNode().put("name", name).toString());
  }

  static String imageJson(String dataset, String directory, String name, String type) {
    return JSON.createObjectNode()
        .put("dataset", dataset)
        .put("filename", name)
        .put("directory_path", directory)
        .put("content_type", type)
        .toString();
  }

  static String registerJson(
      String dataset, String directory, String name, String type, long size) {
    String image = imageJson(dataset, directory, name, type);
    return image.substring(0, image.length() - 1) + ",\"file_size\":" + size + "}";
  }

  HttpResponse<String> uploadUrl(String dataset, String directory, String name, String type)
      throws Exception {
    return post("/images/upload-url", imageJson(dataset, directory, name, type));
  }

  /** The signed URL for a new image. */
  String slot(String dataset, String directory, String name, String type) throws Exception {
    HttpResponse<String> reply = uploadUrl(dataset, directory, name, type);
    if (reply.statusCode() != 200) {
      throw new AssertionError(reply.statusCode() + " " + reply.body());
    }
    return json(reply).at("/data/upload_url").stringValue();
  }

  HttpResponse<String> register(
      String dataset, String directory, String name, String type, long size) throws Exception {
    return post("/images/register", registerJson(dataset, directory, name, type, size));
  }

  /** Uploads a PNG in all three steps and returns its record. */
  JsonNode upload(String dataset, String directory, String name, byte[] bytes) throws Exception {
    String url = slot(dataset, directory, name, "image/png");
    HttpResponse<String> put = put(url, "image/png", bytes);
    if (put.statusCode() != 200) {
      throw new AssertionError(put.statusCode() + " " + put.body());
    }
    HttpResponse<String> registered = register(dataset, directory, name, "image/png", bytes.length);
    if (registered.statusCode() != 201) {
      throw new AssertionError(registered.statusCode() + " " + registered.body());
    }
    return json(registered).get("data");
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  /** Sends bytes as they are, closes that side, and returns all that comes back. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> reply) {
    return JSON.readTree(reply.body());
  }

  static String code(HttpResponse<String> reply) {
    return json(reply).at("/error/code").stringValue();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes));
  }

  /** The names of all files below a directory of the data directory. */
  List<String> files(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(server.dataDirectory().resolve(directory))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
