package io.sluice.target.pictograph;

import io.sluice.target.TargetFixture.Arrival;
import io.sluice.target.TargetFixture.Side;
import io.sluice.target.pictograph.StepScripts.Script;
import io.sluice.target.pictograph.StepScripts.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small Pictograph in memory, with its storage on a port of its own. Each step's next answer can
 * be scripted, in place of acting or after it.
 */
public final class FakePictograph implements AutoCloseable {
  static final String KEY = "pk_live_canary-0123456789";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * An image that counts.
   *
   * @param json as replies show it
   */
  public record Image(
      String dataset, String directory, String filename, ByteString bytes, ObjectNode json) {}

  private final MockWebServer api = new MockWebServer();
  private final MockWebServer storage = new MockWebServer();
  private final StepScripts scripts = new StepScripts();
  private final Map<String, String> datasetIds = new LinkedHashMap<>();
  private final Map<String, ByteString> blobs = new LinkedHashMap<>();
  private final Map<String, String> blobTypes = new LinkedHashMap<>();
  private final List<Image> images = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final List<Long> arrivedNanos = new ArrayList<>();
  private String uploadUrl = "";
  private int urlLifeMinutes = 15;
  private String forbidden = "";
  private Runnable meanwhile = () -> {};

  FakePictograph() throws IOException {
    serve(api, Side.API);
    serve(storage, Side.STORAGE);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + api.getPort());
  }

  /** As {@link StepScripts#instead}. */
  public void instead(Step step, MockResponse reply) {
    scripts.instead(step, reply);
  }

  /** As {@link StepScripts#afterwards}. */
  public void afterwards(Step step, MockResponse reply) {
    scripts.afterwards(step, reply);
  }

  StepScripts scripts() {
    return scripts;
  }

  /** Upload URLs are said to live so long from now on. */
  public synchronized void urlsLiveFor(int minutes) {
    urlLifeMinutes = minutes;
  }

  /** The key may do all but use this dataset. */
  public synchronized void forbid(String dataset) {
    forbidden = dataset;
  }

  /** Something that happens while a request is dealt with. */
  public synchronized void meanwhile(Runnable event) {
    meanwhile = event;
  }

  /** An image that comes from somebody else. */
  public synchronized void addImage(
      String dataset, String directory, String fileName, byte[] content) {
    ObjectNode body = JSON.createObjectNode();
    body.put("directory_path", directory).put("filename", fileName);
    images.add(image(dataset, body, ByteString.of(content)));
  }

  /** Somebody deletes an image. */
  public synchronized void deleteImage(String fileName) {
    images.removeIf(image -> image.filename().equals(fileName));
  }

  /** Upload URLs are this one from now on. */
  synchronized void sendUploadsTo(String url) {
    uploadUrl = url;
  }

  public synchronized void addDataset(String name, String id) {
    datasetIds.put(name, id);
  }

  public synchronized List<Image> images() {
    return List.copyOf(images);
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** Requests for {@code step}, in the order of arrival. */
  public synchronized List<RecordedRequest> requests(Step step) {
    return requests.stream().filter(request -> StepScripts.stepOf(request) == step).toList();
  }

  /** When each request arrived, as nano time. */
  synchronized List<Long> arrivedNanos() {
    return List.copyOf(arrivedNanos);
  }

  static JsonNode json(RecordedRequest request) {
    return JSON.readTree(request.getBody().utf8());
  }

  static MockResponse reply(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  public static MockResponse error(int status, String code, String message) {
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("code", code).put("message", message);
    return reply(status, error.put("detail", message).toString());
  }

  @Override
  public void close() {
    api.close();
    storage.close();
  }

  private void serve(MockWebServer server, Side side) throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(side, request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private synchronized MockResponse answer(Side side, RecordedRequest request) {
    arrivedNanos.add(System.nanoTime());
    arrivals.add(new Arrival(side, request.getRequestLine() + "\n" + request.getHeaders()));
    requests.add(request);
    meanwhile.run();
    Optional<Script> script = scripts.next(StepScripts.stepOf(request));
    if (script.isPresent() && !script.get().acts()) {
      return script.get().reply();
    }
    MockResponse acted = act(request);
    return script.map(Script::reply).orElse(acted);
  }

  private MockResponse act(RecordedRequest request) {
    Step step = StepScripts.stepOf(request);
    if (step != Step.PUT && !KEY.equals(request.getHeaders().get("X-API-Key"))) {
      return error(401, "unauthorized", "Invalid API key");
    }
    return switch (step) {
      case ORGANIZATION -> reply(200, "{\"organization\":{\"id\":\"o1\",\"name\":\"Acme\"}}");
      case DATASET -> dataset(request);
      case CREATE_DATASET -> createDataset(request);
      case UPLOAD_URL -> issueUrl(json(request));
      case BULK_UPLOAD_URL -> issueUrls(json(request));
      case PUT -> put(request);
      case REGISTER -> register(json(request));
      case BULK_REGISTER -> registerGroup(json(request));
      case LIST -> list(request);
      case DOWNLOAD -> download(request);
    };
  }

  private MockResponse dataset(RecordedRequest request) {
    List<String> segments = request.getUrl().pathSegments();
    String name = segments.get(segments.size() - 1);
    if (name.equals(forbidden)) {
      return error(403, "forbidden", "Not your dataset");
    }
    return datasetIds.containsKey(name)
        ? reply(200, datasetJson(name))
        : error(404, "not_found", "Dataset not found");
  }

  private MockResponse createDataset(RecordedRequest request) {
    String name = json(request).path("name").asString();
    if (datasetIds.containsKey(name)) {
      return error(409, "conflict", "Dataset name taken");
    }
    datasetIds.put(name, "ds-" + (datasetIds.size() + 1));
    return reply(201, datasetJson(name));
  }

  private String datasetJson(String name) {
    ObjectNode data = JSON.createObjectNode();
    data.putObject("data").put("id", datasetIds.get(name)).put("name", name).put("image_count", 3);
    return data.toString();
  }

  private MockResponse issueUrl(JsonNode body) {
    if (!datasetIds.containsValue(body.path("dataset").asString())) {
      return error(404, "not_found", "Dataset not found");
    }
    if (find(body.path("dataset").asString(), body).isPresent()) {
      return error(409, "conflict", "An image of that name already exists");
    }
    ObjectNode reply = JSON.createObjectNode();
    reply.set(
        "data",
        issued(body.path("dataset").asString(), body).put("expires_in_minutes", urlLifeMinutes));
    return reply(200, reply.toString());
  }

  private MockResponse issueUrls(JsonNode body) {
    if (!datasetIds.containsValue(body.path("dataset").asString())) {
      return error(404, "not_found", "Dataset not found");
    }
    ObjectNode reply = JSON.createObjectNode();
    ObjectNode data = reply.putObject("data").put("expires_in_minutes", urlLifeMinutes);
    ArrayNode urls = data.putArray("upload_urls");
    body.path("images").forEach(i -> urls.add(issued(body.path("dataset").asString(), i)));
    return reply(200, reply.toString());
  }

  private ObjectNode issued(String dataset, JsonNode image) {
    String key = blobKey(dataset, image);
    blobTypes.put(key, image.path("content_type").asString());
    return JSON.createObjectNode()
        .put("filename", image.path("filename").asString())
        .put("directory_path", image.path("directory_path").asString())
        .put(
            "upload_url",
            uploadUrl.isEmpty()
                ? "http://127.0.0.1:" + storage.getPort() + "/storage/" + key + "?sig=c4n4ry"
                : uploadUrl);
  }

  private MockResponse put(RecordedRequest request) {
    String key = request.getUrl().pathSegments().get(1);
    boolean agreed = blobTypes.get(key).equals(request.getHeaders().get("Content-Type"));
    boolean signed = "c4n4ry".equals(request.getUrl().queryParameter("sig"));
    if (!agreed || !signed) {
      return reply(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    }
    blobs.put(key, request.getBody());
    return new MockResponse.Builder()
        .addHeader("ETag", "\"" + request.getBody().md5().hex() + "\"")
        .build();
  }

  private MockResponse register(JsonNode body) {
    String dataset = body.path("dataset").asString();
    Optional<String> refusal = refusal(dataset, body);
    if (refusal.isEmpty()) {
      ObjectNode json = add(dataset, body).json();
      return reply(201, JSON.createObjectNode().set("data", json).toString());
    }
    return switch (refusal.get()) {
      case "upload_not_found" -> error(404, refusal.get(), "No bytes at that path");
      case "duplicate" -> error(409, "conflict", "An image of that name already exists");
      default -> error(422, refusal.get(), "file_size differs from the stored size");
    };
  }

  private MockResponse registerGroup(JsonNode body) {
    String dataset = body.path("dataset").asString();
    ObjectNode reply = JSON.createObjectNode();
    ObjectNode data = reply.putObject("data");
    ArrayNode succeeded = data.putArray("succeeded");
    ArrayNode failed = data.putArray("failed");
    for (JsonNode image : body.path("images").values()) {
      Optional<String> refusal = refusal(dataset, image);
      if (refusal.isEmpty()) {
        succeeded.add(add(dataset, image).json());
      } else {
        failed
            .addObject()
            .put("filename", image.path("filename").asString())
            .put("directory_path", image.path("directory_path").asString())
            .put("error", refusal.get());
      }
    }
    return reply(200, reply.toString());
  }

  private Optional<String> refusal(String dataset, JsonNode image) {
    ByteString bytes = blobs.get(blobKey(dataset, image));
    if (bytes == null) {
      return Optional.of("upload_not_found");
    }
    if (find(dataset, image).isPresent()) {
      return Optional.of("duplicate");
    }
    boolean whole = bytes.size() == image.path("file_size").asLong();
    return whole ? Optional.empty() : Optional.of("size_mismatch");
  }

  private Image add(String dataset, JsonNode body) {
    Image image = image(dataset, body, blobs.get(blobKey(dataset, body)));
    images.add(image);
    return image;
  }

  private Image image(String dataset, JsonNode body, ByteString bytes) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", "img-" + (images.size() + 1));
    json.put("dataset_id", dataset);
    json.put("filename", body.path("filename").asString());
    json.put("directory_path", body.path("directory_path").asString());
    json.put("file_size", bytes.size());
    json.put("unheard_of", "ignored");
    return new Image(
        dataset,
        body.path("directory_path").asString(),
        body.path("filename").asString(),
        bytes,
        json);
  }

  private MockResponse list(RecordedRequest request) {
    return reply(200, ImagePages.page(images, request.getUrl()).toString());
  }

  private MockResponse download(RecordedRequest request) {
    String id = request.getUrl().pathSegments().get(4);
    return images.stream()
        .filter(i -> i.json().path("id").asString().equals(id))
        .findFirst()
        .map(
            i ->
                new MockResponse.Builder()
                    .addHeader("Content-Type", "image/png")
                    .body(new Buffer().write(i.bytes()))
                    .build())
        .orElseGet(() -> error(404, "not_found", "Image not found"));
  }

  private Optional<Image> find(String dataset, JsonNode body) {
    return images.stream()
        .filter(i -> i.dataset().equals(dataset))
        .filter(i -> i.directory().equals(body.path("directory_path").asString()))
        .filter(i -> i.filename().equals(body.path("filename").asString()))
        .findFirst();
  }

  private static String blobKey(String dataset, JsonNode body) {
    String name = body.path("directory_path").asString() + "|" + body.path("filename").asString();
    return ByteString.encodeUtf8(dataset + "|" + name).sha256().hex();
  }
}
