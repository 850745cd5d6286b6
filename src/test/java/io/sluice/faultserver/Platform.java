package io.sluice.faultserver;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server does when nothing goes wrong. It forgets idempotency keys, which is the harder
 * case for a client.
 */
final class Platform {
  static final String KEY = "pk_live_canary-8d1f0c5b7e";
  static final String SIGNATURE = "c4n4ry5igna7ure";

  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("deprecation") // What storages tell as the entity tag.
  private static final HashFunction MD5 = Hashing.md5();

  private final Store store;
  private final Sizes sizes;
  private final Map<String, String> pathsByPlace = new ConcurrentHashMap<>();

  /** What a platform makes of the size that a registration tells. */
  enum Sizes {
    /** It is compared with the bytes that are there, and must agree. */
    COMPARED,
    /** It is overlooked; replies tell the size of the bytes that are there. */
    OVERLOOKED,
    /** It is believed, and repeated. */
    BELIEVED
  }

  Platform(Store store, Sizes sizes) {
    this.store = store;
    this.sizes = sizes;
  }

  /**
   * An answer, and what it made count.
   *
   * @param committed paths
   */
  record Answer(Reply reply, List<String> committed) {
    Answer(Reply reply) {
      this(reply, List.of());
    }
  }

  Store store() {
    return store;
  }

  /** The images that a request is about, as paths. */
  List<String> paths(WireRequest request, byte[] body) {
    if (request.step() == Step.TRANSFER) {
      return Optional.ofNullable(pathsByPlace.get(request.lastSegment())).stream().toList();
    }
    if (request.step() == Step.LIST) {
      String name = request.query().get("filename");
      return name == null
          ? List.of()
          : List.of(Store.path(request.query().getOrDefault("directory_path", "/"), name));
    }
    boolean names = request.step() == Step.RESERVE || request.step() == Step.COMMIT;
    return names ? entries(JSON.readTree(body)).stream().map(Platform::path).toList() : List.of();
  }

  /** Does what is asked for. */
  synchronized Answer act(String origin, WireRequest request, byte[] body) {
    if (request.step() == Step.TRANSFER) {
      return new Answer(put(request, body));
    }
    if (!KEY.equals(request.headers().get("x-api-key"))) {
      return new Answer(Reply.error(401, "unauthorized", "Invalid API key"));
    }
    return switch (request.step()) {
      case ORGANIZATION ->
          new Answer(Reply.json(200, "{\"organization\":{\"id\":\"o1\",\"name\":\"Acme\"}}"));
      case DATASET -> new Answer(dataset(request.lastSegment()));
      case CREATE_DATASET -> new Answer(create(JSON.readTree(body).path("name").asString()));
      case LIST -> new Answer(list(request));
      case RESERVE -> new Answer(reserve(origin, request.isBulk(), JSON.readTree(body)));
      case COMMIT -> commit(request.isBulk(), JSON.readTree(body));
      default -> new Answer(Reply.error(404, "not_found", "No such page"));
    };
  }

  private Reply dataset(String name) {
    return store
        .dataset(name)
        .map(id -> Reply.json(200, datasetJson(id, name)))
        .orElseGet(() -> Reply.error(404, "not_found", "Dataset not found"));
  }

  private Reply create(String name) {
    return store.createDataset(name)
        ? Reply.json(201, datasetJson(store.dataset(name).orElseThrow(), name))
        : Reply.error(409, "conflict", "Dataset name taken");
  }

  private String datasetJson(String id, String name) {
    ObjectNode reply = JSON.createObjectNode();
    reply.putObject("data").put("id", id).put("name", name);
    ((ObjectNode) reply.path("data")).put("image_count", store.images().size());
    return reply.toString();
  }

  private Reply list(WireRequest request) {
    List<Store.Image> all = new ArrayList<>(store.images());
    Collections.reverse(all);
    Map<String, String> query = request.query();
    all.removeIf(i -> differs(i.directory(), query.get("directory_path")));
    all.removeIf(i -> differs(i.fileName(), query.get("filename")));
    int from = Math.min(all.size(), Integer.parseInt(query.getOrDefault("offset", "0")));
    int limit = Math.min(1000, Integer.parseInt(query.getOrDefault("limit", "100")));
    int to = Math.min(all.size(), from + limit);
    ObjectNode reply = JSON.createObjectNode();
    ArrayNode rows = reply.putArray("data");
    all.subList(from, to).forEach(image -> rows.add(json(image)));
    reply.putObject("pagination").put("has_more", to < all.size()).put("total", all.size());
    return Reply.json(200, reply.toString());
  }

  private static boolean differs(String value, String asked) {
    return asked != null && !asked.equals(value);
  }

  private Reply reserve(String origin, boolean bulk, JsonNode body) {
    if (!store.isDataset(body.path("dataset").asString())) {
      return Reply.error(404, "not_found", "Dataset not found");
    }
    ObjectNode reply = JSON.createObjectNode();
    if (!bulk) {
      if (store.find(path(body)).isPresent()) {
        return Reply.error(409, "conflict", "An image of that name already exists");
      }
      reply.set("data", issued(origin, body).put("expires_in_minutes", 15));
      return Reply.json(200, reply.toString());
    }
    ArrayNode urls = reply.putObject("data").put("expires_in_minutes", 15).putArray("upload_urls");
    entries(body).forEach(entry -> urls.add(issued(origin, entry)));
    return Reply.json(200, reply.toString());
  }

  private ObjectNode issued(String origin, JsonNode entry) {
    String path = path(entry);
    String place = Hashing.sha256().hashString(path, StandardCharsets.UTF_8).toString();
    pathsByPlace.put(place, path);
    ObjectNode issued = JSON.createObjectNode();
    issued.put("filename", entry.path("filename").asString());
    issued.put("directory_path", entry.path("directory_path").asString());
    return issued.put("upload_url", origin + "/storage/" + place + "?sig=" + SIGNATURE);
  }

  private Reply put(WireRequest request, byte[] body) {
    String path = pathsByPlace.get(request.lastSegment());
    boolean keyTold = request.headers().containsKey("x-api-key");
    if (path == null || keyTold || !SIGNATURE.equals(request.query().get("sig"))) {
      return Reply.of(403, "application/xml", "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    }
    store.put(path, body);
    return Reply.empty(200).with("ETag: \"" + MD5.hashBytes(body) + "\"");
  }

  private Answer commit(boolean bulk, JsonNode body) {
    List<String> committed = new ArrayList<>();
    ObjectNode reply = JSON.createObjectNode();
    if (!bulk) {
      Optional<Reply> refusal = refusal(body);
      if (refusal.isPresent()) {
        return new Answer(refusal.get());
      }
      reply.set("data", committed(body, committed));
      return new Answer(Reply.json(201, reply.toString()), committed);
    }
    ObjectNode data = reply.putObject("data");
    ArrayNode succeeded = data.putArray("succeeded");
    ArrayNode failed = data.putArray("failed");
    for (JsonNode entry : entries(body)) {
      Optional<Reply> refusal = refusal(entry);
      if (refusal.isEmpty()) {
        succeeded.add(committed(entry, committed));
      } else {
        ObjectNode failure = failed.addObject().put("filename", entry.path("filename").asString());
        failure.put("directory_path", entry.path("directory_path").asString());
        failure.set(
            "error", JSON.readTree(refusal.get().body().toByteArray()).path("error").path("code"));
      }
    }
    return new Answer(Reply.json(200, reply.toString()), committed);
  }

  private Optional<Reply> refusal(JsonNode entry) {
    Optional<byte[]> bytes = store.bytes(path(entry));
    if (bytes.isEmpty()) {
      return Optional.of(Reply.error(404, "upload_not_found", "No bytes at that path"));
    }
    boolean agrees = bytes.get().length == entry.path("file_size").asLong();
    return agrees || sizes != Sizes.COMPARED
        ? Optional.empty()
        : Optional.of(Reply.error(422, "size_mismatch", "Not the size of what is stored"));
  }

  private ObjectNode committed(JsonNode entry, List<String> committed) {
    Optional<Long> told =
        sizes == Sizes.BELIEVED ? Optional.of(entry.path("file_size").asLong()) : Optional.empty();
    Store.Image image =
        store.commit(
            entry.path("directory_path").asString(), entry.path("filename").asString(), told);
    committed.add(image.path());
    return json(image);
  }

  private static ObjectNode json(Store.Image image) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", image.id()).put("dataset_id", "ds-1").put("filename", image.fileName());
    json.put("directory_path", image.directory()).put("file_size", image.toldSize());
    return json.put("status", "new").put("is_archived", false);
  }

  private static List<JsonNode> entries(JsonNode body) {
    return body.path("images").isArray()
        ? List.copyOf(body.path("images").values())
        : List.of(body);
  }

  private static String path(JsonNode entry) {
    return Store.path(
        entry.path("directory_path").asString("/"), entry.path("filename").asString());
  }
}
