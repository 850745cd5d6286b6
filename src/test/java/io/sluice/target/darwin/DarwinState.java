package io.sluice.target.darwin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the fake server holds, and what it answers. */
public final class DarwinState {
  private static final JsonMapper JSON = new JsonMapper();

  /** An answer. */
  record Reply(int status, JsonNode body) {}

  /** What tells items apart. */
  record Key(String dataset, String path, String name) {}

  /** How far a slot is. */
  enum Progress {
    REGISTERED,
    RECEIVED,
    CONFIRMED
  }

  /** A slot of an item. */
  static final class Slot {
    final String name;
    final String fileName;
    final String upload;
    final Key item;
    Progress progress = Progress.REGISTERED;
    long size;
    String sha256 = "";
    int puts;
    int confirms;

    Slot(String name, String fileName, String upload, Key item) {
      this.name = name;
      this.fileName = fileName;
      this.upload = upload;
      this.item = item;
    }
  }

  /** An item. */
  static final class Item {
    final String id;
    final JsonNode payload;
    final Map<String, Slot> slots = new LinkedHashMap<>();

    Item(String id, JsonNode payload) {
      this.id = id;
      this.payload = payload;
    }

    boolean isConfirmed() {
      return slots.values().stream().allMatch(slot -> slot.progress == Progress.CONFIRMED);
    }
  }

  private final Map<String, ObjectNode> datasets = new LinkedHashMap<>();
  private final Map<Key, Item> items = new LinkedHashMap<>();
  private final Map<String, Slot> uploads = new LinkedHashMap<>();
  private final Map<String, String> blocks = new LinkedHashMap<>();
  final List<JsonNode> registrations = new ArrayList<>();
  boolean slashless;
  boolean shuffled;
  boolean reissues;
  boolean confirmsOnce;
  int mostItems = Integer.MAX_VALUE;
  private int made;

  String nextId(String kind) {
    made++;
    return kind + "-" + String.format(Locale.ROOT, "%08d", made);
  }

  /** Registrations of an item of that name are blocked; an empty reason stands for none. */
  void block(String itemName, String reason) {
    blocks.put(itemName, reason);
  }

  /** The same for one slot of it. */
  public boolean blockSlot(String itemName, String slotName, String reason) {
    blocks.put(itemName + "/" + slotName, reason);
    return true;
  }

  public boolean unblockSlot(String itemName, String slotName) {
    blocks.remove(itemName + "/" + slotName);
    return true;
  }

  void unblock(String itemName) {
    blocks.remove(itemName);
  }

  ObjectNode addDataset(String name) {
    ObjectNode dataset = JSON.createObjectNode();
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    dataset.put("id", 4711 + datasets.size()).put("name", name).put("slug", slug);
    dataset.put("num_items", 0).put("progress", 0.0);
    datasets.put(slug, dataset);
    return dataset;
  }

  Reply datasets() {
    ArrayNode all = JSON.createArrayNode();
    for (ObjectNode dataset : datasets.values()) {
      long held =
          items.keySet().stream()
              .filter(key -> key.dataset().equals(dataset.path("slug").asString()))
              .count();
      all.add(dataset.deepCopy().put("num_items", held));
    }
    return new Reply(200, all);
  }

  Reply create(JsonNode body) {
    String name = body.path("name").asString();
    boolean taken =
        datasets.values().stream().anyMatch(one -> one.path("name").asString().equals(name));
    return taken
        ? new Reply(422, JSON.readTree("{\"errors\":{\"name\":[\"has already been taken\"]}}"))
        : new Reply(200, addDataset(name));
  }

  Reply register(JsonNode body) {
    registrations.add(body);
    String dataset = body.path("dataset_slug").asString();
    if (!datasets.containsKey(dataset)) {
      return new Reply(404, JSON.readTree("{\"errors\":{\"detail\":\"no such dataset\"}}"));
    }
    if (body.path("items").size() > mostItems) {
      return new Reply(413, JSON.createObjectNode());
    }
    List<JsonNode> accepted = new ArrayList<>();
    List<JsonNode> blocked = new ArrayList<>();
    for (JsonNode item : body.path("items").values()) {
      String name = item.path("name").asString();
      if (name.isEmpty() || name.contains("/") || item.path("slots").isEmpty()) {
        return new Reply(422, JSON.readTree("{\"errors\":{\"items\":[\"bad item\"]}}"));
      }
      registerItem(dataset, item, accepted, blocked);
    }
    if (shuffled) {
      Collections.reverse(accepted);
      Collections.reverse(blocked);
    }
    ObjectNode reply = JSON.createObjectNode();
    reply.putArray("items").addAll(accepted);
    reply.putArray("blocked_items").addAll(blocked);
    return new Reply(200, reply);
  }

  private void registerItem(
      String dataset, JsonNode asked, List<JsonNode> accepted, List<JsonNode> blocked) {
    String name = asked.path("name").asString();
    Key key = new Key(dataset, normal(asked.path("path").asString()), name);
    Optional<String> reason = Optional.ofNullable(blocks.get(name));
    Item item =
        reason.isPresent()
            ? new Item(nextId("item"), asked)
            : items.computeIfAbsent(key, fresh -> new Item(nextId("item"), asked));
    ObjectNode good = entry(item, key);
    ObjectNode bad = entry(item, key);
    for (JsonNode slot : asked.path("slots").values()) {
      String slotName = slot.path("slot_name").asString();
      Optional<String> why =
          reason.or(() -> Optional.ofNullable(blocks.get(name + "/" + slotName)));
      registerSlot(slot, item, key, why, good, bad);
    }
    if (!good.path("slots").isEmpty()) {
      accepted.add(good);
    }
    if (!bad.path("slots").isEmpty()) {
      blocked.add(bad);
    }
  }

  private void registerSlot(
      JsonNode asked,
      Item item,
      Key key,
      Optional<String> reason,
      ObjectNode good,
      ObjectNode bad) {
    String slotName = asked.path("slot_name").asString();
    ObjectNode described = JSON.createObjectNode();
    described.put("type", "image").put("slot_name", slotName);
    described.put("file_name", asked.path("file_name").asString());
    Slot there = item.slots.get(slotName);
    boolean held = there != null && !(reissues && there.progress != Progress.CONFIRMED);
    if (reason.isPresent() || held) {
      String why = reason.orElse("ALREADY_EXISTS");
      if (!why.isEmpty()) {
        described.put("reason", why);
      }
      ((ArrayNode) bad.path("slots")).add(described);
      return;
    }
    Slot slot =
        there != null
            ? there
            : new Slot(slotName, asked.path("file_name").asString(), nextId("upload"), key);
    item.slots.put(slotName, slot);
    uploads.put(slot.upload, slot);
    described.put("upload_id", slot.upload);
    ((ArrayNode) good.path("slots")).add(described);
  }

  private ObjectNode entry(Item item, Key key) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("id", item.id).put("name", key.name());
    entry.put("path", slashless ? key.path().substring(1) : key.path());
    entry.putArray("slots");
    return entry;
  }

  static String normal(String path) {
    return "/" + path.replaceAll("^/+|/+$", "");
  }

  Reply sign(String upload, String storage) {
    if (!uploads.containsKey(upload)) {
      return new Reply(404, JSON.createObjectNode());
    }
    ObjectNode reply = JSON.createObjectNode();
    reply.put("upload_url", storage + upload + "?sig=signature-" + nextId("sig"));
    return new Reply(200, reply);
  }

  Reply put(String upload, long size, String sha256) {
    Slot slot = uploads.get(upload);
    if (slot == null) {
      return new Reply(404, JSON.createObjectNode());
    }
    slot.puts++;
    slot.size = size;
    slot.sha256 = sha256;
    if (slot.progress == Progress.REGISTERED) {
      slot.progress = Progress.RECEIVED;
    }
    return new Reply(200, JSON.createObjectNode());
  }

  Reply confirm(String upload) {
    Slot slot = uploads.get(upload);
    if (slot == null) {
      return new Reply(404, JSON.createObjectNode());
    }
    if (slot.progress == Progress.REGISTERED) {
      return new Reply(422, JSON.readTree("{\"errors\":{\"detail\":\"no bytes\"}}"));
    }
    if (confirmsOnce && slot.progress == Progress.CONFIRMED) {
      return new Reply(409, JSON.createObjectNode());
    }
    slot.confirms++;
    slot.progress = Progress.CONFIRMED;
    return new Reply(200, JSON.createObjectNode());
  }

  Reply list(ListQuery query) {
    String slug =
        datasets.values().stream()
            .filter(one -> query.datasets().contains(one.path("id").asString()))
            .map(one -> one.path("slug").asString())
            .findFirst()
            .orElse("");
    List<Map.Entry<Key, Item>> wanted =
        items.entrySet().stream()
            .filter(one -> one.getKey().dataset().equals(slug))
            .filter(one -> query.names().isEmpty() || query.names().contains(one.getKey().name()))
            .filter(one -> query.paths().isEmpty() || query.paths().contains(one.getKey().path()))
            .toList();
    int to = Math.min(wanted.size(), query.from() + query.size());
    ObjectNode reply = JSON.createObjectNode();
    ArrayNode listed = reply.putArray("items");
    wanted.subList(Math.min(query.from(), to), to).forEach(one -> listed.add(listed(one)));
    ObjectNode page = reply.putObject("page");
    if (to < wanted.size()) {
      page.put("next", Integer.toString(to));
    } else {
      page.putNull("next");
    }
    return new Reply(200, reply);
  }

  /** What a listing is asked for. */
  record ListQuery(
      List<String> datasets, List<String> names, List<String> paths, int from, int size) {}

  private ObjectNode listed(Map.Entry<Key, Item> one) {
    Item item = one.getValue();
    ObjectNode entry = entry(item, one.getKey());
    entry.put("status", item.isConfirmed() ? "new" : "uploading").put("archived", false);
    entry.put("processing_status", item.isConfirmed() ? "complete" : "uploading");
    for (Slot slot : item.slots.values()) {
      ObjectNode described = ((ArrayNode) entry.path("slots")).addObject();
      described.put("slot_name", slot.name).put("file_name", slot.fileName);
      if (slot.progress == Progress.CONFIRMED) {
        described.put("size_bytes", slot.size);
      }
    }
    return entry;
  }

  Map<Key, Item> items() {
    return new LinkedHashMap<>(items);
  }

  /** Somebody deletes an item, and what was being uploaded to it. */
  void delete(Key key) {
    Item gone = items.remove(key);
    if (gone != null) {
      gone.slots.values().forEach(slot -> uploads.remove(slot.upload));
    }
  }

  /** Somebody deletes all items. */
  public int deleteAll() {
    int held = items.size();
    items().keySet().forEach(this::delete);
    return held;
  }

  /**
   * What is registered again and has no bytes gets the same upload id, rather than being blocked.
   */
  public boolean reissue() {
    reissues = true;
    return true;
  }

  /** What is confirmed is not confirmed again. */
  public boolean confirmOnce() {
    confirmsOnce = true;
    return true;
  }

  /** An item that comes from somebody else; a negative size is of a slot without bytes. */
  public void addItem(String dataset, String path, String name, Map<String, Long> slotSizes) {
    Key key = new Key(dataset, normal(path), name);
    Item item = new Item(nextId("item"), JSON.createObjectNode());
    slotSizes.forEach(
        (slotName, size) -> {
          Slot slot = new Slot(slotName, name, nextId("upload"), key);
          slot.progress = size < 0 ? Progress.REGISTERED : Progress.CONFIRMED;
          slot.size = size;
          item.slots.put(slotName, slot);
        });
    items.put(key, item);
  }
}
