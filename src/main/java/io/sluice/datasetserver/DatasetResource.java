package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Lists, shows and creates datasets. */
final class DatasetResource {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_CLASSES = 1_000;

  private final Database database;
  private final Identity identity;
  private final Clock clock;

  DatasetResource(Database database, Identity identity, Clock clock) {
    this.database = database;
    this.identity = identity;
    this.clock = clock;
  }

  void addTo(Router router, IdempotentWrites writes) {
    router.add("GET", "/datasets/", this::list);
    router.add("POST", "/datasets/", writes.around(this::create));
    router.add("GET", "/datasets/{}", this::get);
  }

  private Reply list(Call call) throws SQLException, IOException {
    QueryParameters query = call.query().allowing("limit", "offset", "archived");
    Slice<Dataset> slice =
        database.read(
            c ->
                DatasetTable.list(
                    c, query.flag("archived"), query.limit(100, 1_000), query.offset()));
    return Reply.json(200, Wire.page(slice, slice.rows().stream().map(this::wire).toList()));
  }

  private Reply get(Call call) throws SQLException, IOException {
    call.query().allowing();
    Dataset dataset = database.read(c -> DatasetTable.get(c, call.variable(0)));
    return Reply.json(200, new Wire.Data<>(wire(dataset)));
  }

  private Reply create(JsonNode body, Connection c) throws SQLException {
    Dataset dataset = read(new JsonFields(body));
    if (DatasetTable.find(c, dataset.name()).isPresent()) {
      throw new Problem(409, "conflict", "a dataset named '" + dataset.name() + "' already exists");
    }
    DatasetTable.insert(c, dataset);
    return Reply.json(201, new Wire.Data<>(wire(dataset)));
  }

  private Dataset read(JsonFields fields) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    String name = fields.text("name");
    if (!isName(name)) {
      fields.fault(
          "name", "must be 1 to 200 characters without control characters, and not . or ..");
    }
    Optional<String> readme = fields.optionalText("readme");
    Optional<String> description = fields.optionalText("description");
    String types = annotationTypes(fields);
    String classes = classes(fields);
    fields.check();
    String id = UUID.randomUUID().toString();
    return new Dataset(id, name, description, readme, types, classes, 0, 0, false, now, now);
  }

  /** Dots alone cannot be addressed: clients and servers resolve them out of a URL. */
  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Character::isISOControl)
        && !name.equals(".")
        && !name.equals("..");
  }

  private static String annotationTypes(JsonFields fields) {
    Optional<JsonNode> types = fields.optionalArray("annotation_types");
    if (types.isPresent() && !types.get().valueStream().allMatch(JsonNode::isString)) {
      fields.fault("annotation_types", "must be an array of strings");
    }
    return types.map(JsonNode::toString).orElse("[\"bbox\"]");
  }

  private static String classes(JsonFields fields) {
    Optional<JsonNode> classes = fields.optionalArray("classes");
    if (classes.isPresent()
        && (classes.get().size() > MOST_CLASSES
            || !classes.get().valueStream().allMatch(DatasetResource::isClass))) {
      fields.fault(
          "classes", "must be at most 1000 objects, each with a name of 1 to 120 characters");
    }
    return classes.map(JsonNode::toString).orElse("[]");
  }

  private static boolean isClass(JsonNode node) {
    JsonNode name = node.get("name");
    return node.isObject()
        && name != null
        && name.isString()
        && !name.stringValue().isBlank()
        && name.stringValue().length() <= 120;
  }

  private Wire.DatasetRecord wire(Dataset dataset) {
    return Wire.dataset(dataset, identity.instanceId());
  }
}
