package io.sluice.target.clarifai;

import static io.sluice.target.clarifai.ClarifaiScripts.status;

import io.sluice.target.TargetFixture.Arrival;
import io.sluice.target.TargetFixture.Side;
import io.sluice.target.clarifai.ClarifaiScripts.Script;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small Clarifai in memory, as a server on loopback: one app of one user. It leaves out what is
 * zero, as the platform's JSON does, holds its limits, and can be told to misbehave.
 */
public final class FakeClarifai implements AutoCloseable {
  public static final String KEY = "canary0123456789abcdef0123456789";
  public static final String USER = "demo";
  public static final String APP = "signs";
  private static final int MOST_INPUTS = 128;
  private static final long LARGEST_BODY = 120_000_000;
  private static final JsonMapper JSON = FakeInput.JSON;
  private static final ObjectNode NOTHING = JSON.createObjectNode();

  private final MockWebServer server = new MockWebServer();
  private final ClarifaiScripts scripts = new ClarifaiScripts();
  private final FakeDatasets datasets = new FakeDatasets();
  private final Map<String, FakeInput> inputs = new LinkedHashMap<>();
  private final FakeConcepts concepts = new FakeConcepts();
  private final FakeAnnotations annotations = new FakeAnnotations();
  private final FakeProcessing processing = new FakeProcessing();
  private final FakeKinds kinds = new FakeKinds();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Post> posts = new ArrayList<>();
  private final Map<Step, Integer> counts = new LinkedHashMap<>();
  private boolean keepsLittle;
  private boolean saysNames;
  private boolean forgetsDatasets;
  private volatile Consumer<Step> beforeAnswer = step -> {};

  /**
   * A request for inputs.
   *
   * @param ids of its inputs
   */
  public record Post(List<String> ids, long bodyBytes) {}

  public FakeClarifai() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            Step step = ClarifaiScripts.stepOf(request);
            MockResponse answer = answer(step, request);
            beforeAnswer.accept(step);
            return answer;
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public ClarifaiScripts scripts() {
    return scripts;
  }

  public synchronized void addDataset(String id) {
    datasets.make(id);
  }

  /** Somebody's concept. */
  public synchronized void addConcept(String id, String name) {
    concepts.add(id, name);
  }

  /** An input that another client made. */
  public synchronized void addInput(String id, String dataset, String metadata) {
    ObjectNode data = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      data.set("metadata", JSON.readTree(metadata));
    }
    inputs.put(id, new FakeInput(id, data, ByteString.encodeUtf8("of others " + id)));
    if (!dataset.isEmpty()) {
      datasets.add(dataset, id);
    }
  }

  /** Somebody takes an input out of a dataset. */
  public synchronized void removeFromDataset(String dataset, String id) {
    datasets.remove(dataset, id);
  }

  /** How inputs are processed, which can be told. */
  public FakeProcessing processing() {
    return processing;
  }

  /** Which kinds of inputs are taken, which can be told. */
  public FakeKinds kinds() {
    return kinds;
  }

  public FakeAnnotations annotations() {
    return annotations;
  }

  /** Somebody deletes an input. */
  public synchronized void deleteInput(String id) {
    inputs.remove(id);
    datasets.removeEverywhere(id);
    annotations.forgetInput(id);
  }

  /** An input with this file name is refused at once. */
  public synchronized void refuse(String fileName) {
    kinds.refuse(fileName);
  }

  /** It is taken again. */
  public synchronized void accept(String fileName) {
    kinds.accept(fileName);
  }

  /** Of requests nothing is kept, and of inputs their ids alone: for a million of them. */
  public synchronized void keepLittle() {
    keepsLittle = true;
  }

  /** What it answers by itself has the names of codes, and no numbers. */
  public synchronized void sayNames() {
    saysNames = true;
  }

  /** New inputs are put into no dataset, whatever is asked. */
  public synchronized void forgetDatasets(boolean forgets) {
    forgetsDatasets = forgets;
  }

  /** Something that happens when a request was dealt with, before its answer goes out. */
  public void beforeAnswer(Consumer<Step> hook) {
    beforeAnswer = hook;
  }

  public synchronized List<FakeInput> inputs() {
    return List.copyOf(inputs.values());
  }

  public synchronized FakeInput input(String id) {
    return Optional.ofNullable(inputs.get(id)).orElseThrow();
  }

  public synchronized List<String> members(String dataset) {
    return datasets.members(dataset);
  }

  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  public int count(Step step) {
    return counts().getOrDefault(step, 0);
  }

  /** How many requests there were of each kind. */
  public synchronized Map<Step, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** What the platform would not have taken. */
  public synchronized List<String> violations() {
    List<String> all = new ArrayList<>(kinds.violations());
    all.addAll(annotations.violations());
    return all;
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized MockResponse answer(Step step, RecordedRequest request) {
    if (!keepsLittle) {
      String head = request.getRequestLine() + "\n" + request.getHeaders();
      arrivals.add(new Arrival(Side.API, head));
    }
    counts.merge(step, 1, Integer::sum);
    Optional<Script> script = scripts.next(step);
    if (script.isPresent() && !script.get().acts()) {
      return script.get().reply();
    }
    MockResponse acted = act(step, request);
    return script.map(Script::reply).orElse(saysNames ? FakeNames.in(acted) : acted);
  }

  private MockResponse act(Step step, RecordedRequest request) {
    if (!("Key " + KEY).equals(request.getHeaders().get("Authorization"))) {
      return status(401, 11009, "API key not found");
    }
    List<String> path = request.getUrl().pathSegments();
    if (!path.get(2).equals(USER) || !path.get(4).equals(APP)) {
      return status(404, 11101, "App does not exist");
    }
    if (step != Step.CREATE_DATASET && path.size() > 6 && !datasets.has(path.get(6))) {
      return status(404, 11101, "Dataset does not exist");
    }
    return switch (step) {
      case APP -> status(200, 10000, "Ok");
      case DATASET -> datasets.answer(path.get(6));
      case CREATE_DATASET -> datasets.create(json(request));
      case LIST_INPUTS -> listInputs(request);
      case POST_INPUTS -> postInputs(request);
      case MEMBER -> datasets.member(path.get(6), path.get(8));
      case LIST_MEMBERS ->
          datasets.list(
              path.get(6),
              number(request, "page", 1),
              number(request, "per_page", 128),
              id -> shown(inputs.get(id)));
      case ADD_MEMBERS -> datasets.add(path.get(6), json(request), inputs::containsKey);
      case CONCEPTS -> concepts.list(number(request, "page", 1), number(request, "per_page", 128));
      case ANNOTATIONS ->
          request.getMethod().equals("GET")
              ? annotations.list(
                  request.getUrl().queryParameterValues("ids"),
                  request.getUrl().queryParameterValues("input_ids"))
              : annotations.post(json(request), this::statusOf);
    };
  }

  static ObjectNode ok() {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("status").put("code", 10000).put("description", "Ok").put("req_id", "sluice-1");
    return body;
  }

  private MockResponse listInputs(RecordedRequest request) {
    Set<String> ids = new LinkedHashSet<>(request.getUrl().queryParameterValues("ids"));
    if (ids.size() > MOST_INPUTS) {
      kinds.violated(ids.size() + " ids at once");
    }
    ObjectNode body = ok();
    for (String id : ids) {
      FakeInput input = inputs.get(id);
      if (input != null) {
        input.look();
        body.withArray("/inputs").add(shown(input));
      }
    }
    return ClarifaiScripts.reply(200, body.toString());
  }

  private ObjectNode shown(FakeInput input) {
    ObjectNode json = JSON.createObjectNode().put("id", input.id());
    ObjectNode data = input.copyOfData();
    if (data.path("metadata") instanceof ObjectNode metadata && metadata.has("size")) {
      // Numbers in metadata are floating-point ones there.
      metadata.put("size", metadata.path("size").asDouble());
    }
    json.set("data", data);
    json.set("status", processing.status(input));
    return json;
  }

  private MockResponse postInputs(RecordedRequest request) {
    long bytes = request.getBodySize();
    if (bytes > LARGEST_BODY) {
      kinds.violated("a body of " + bytes + " bytes");
      return status(413, 40033, "Message too large");
    }
    JsonNode posted = json(request).path("inputs");
    List<String> ids = new ArrayList<>();
    posted.values().forEach(input -> ids.add(input.path("id").asString("")));
    if (!keepsLittle) {
      posts.add(new Post(ids, bytes));
    }
    if (posted.size() > MOST_INPUTS) {
      kinds.violated(posted.size() + " inputs at once");
      return status(400, 11102, "Too many inputs");
    }
    Optional<FakeKinds.Refusal> whole = kinds.refusal(posted);
    if (whole.isPresent()) {
      return status(400, whole.get().code(), whole.get().words());
    }
    ObjectNode body = ok();
    ArrayNode answers = body.putArray("inputs");
    int good = 0;
    for (JsonNode input : posted.values()) {
      Optional<ObjectNode> refusal = refusal(input);
      refusal.ifPresent(answers::add);
      if (refusal.isEmpty()) {
        answers.add(shown(added(input)));
        good++;
      }
    }
    int code = good == posted.size() ? 10000 : good == 0 ? 10020 : 10010;
    body.putObject("status").put("code", code).put("req_id", "sluice-2");
    return ClarifaiScripts.reply(code == 10020 ? 400 : 200, body.toString());
  }

  private FakeInput added(JsonNode input) {
    String id = input.path("id").asString();
    ObjectNode data = (ObjectNode) input.path("data");
    ByteString bytes = FakeInput.bytes(data);
    if (!FakeInput.address(data).isEmpty() && !data.toString().contains("allow_duplicate_url")) {
      kinds.violated("a URL that may be there only once");
    }
    if (data.path("text").has("base64")) {
      kinds.violated("a text in base64");
    }
    data.remove(FakeInput.KINDS);
    if (!concepts.addAll(data.path("concepts"))) {
      kinds.violated("a concept without its value");
    }
    FakeInput made =
        keepsLittle ? new FakeInput(id, NOTHING, ByteString.EMPTY) : new FakeInput(id, data, bytes);
    inputs.put(id, made);
    if (!forgetsDatasets) {
      input.path("dataset_ids").values().forEach(ds -> datasets.add(ds.asString(), id));
    }
    return made;
  }

  private Optional<ObjectNode> refusal(JsonNode input) {
    String id = input.path("id").asString("");
    if (!id.matches("[a-z0-9_-]{1,64}")) {
      kinds.violated("an id that may not be taken: " + id);
    }
    if (inputs.containsKey(id)) {
      return Optional.of(FakeInput.refused(id, 30100, "Duplicate", "Input has a duplicate ID."));
    }
    ByteString bytes = FakeInput.bytes(input.path("data"));
    if (bytes.size() == 0 || id.isEmpty()) {
      return Optional.of(FakeInput.refused(id, 30104, "Invalid argument", "no data"));
    }
    return kinds.refused(id, input);
  }

  private Optional<Integer> statusOf(String id) {
    return Optional.ofNullable(inputs.get(id))
        .map(input -> processing.status(input).path("code").asInt());
  }

  private static int number(RecordedRequest request, String name, int fallback) {
    String text = request.getUrl().queryParameter(name);
    return text == null ? fallback : Integer.parseInt(text);
  }

  private static JsonNode json(RecordedRequest request) {
    return JSON.readTree(request.getBody().toByteArray());
  }
}
