package io.sluice.target.clarifai;

import io.sluice.annotation.Concept;
import io.sluice.annotation.InputDetails;
import io.sluice.file.DisplayText;
import io.sluice.item.Item;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Wire: an input as it is posted, but for the bytes of its file. */
final class InputJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private InputJson() {}

  /** The input's JSON up to the first character of the file; whole for what is no file. */
  static String head(
      Dataset dataset, Item item, InputTicket ticket, Map<String, String> conceptIds) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("id", ticket.inputId());
    input.putArray("dataset_ids").add(dataset.name());
    ObjectNode data = input.putObject("data");
    putConcepts(data, concepts(item, ticket), conceptIds);
    ticket
        .details()
        .geoPoint()
        .or(() -> item.options().details().geoPoint())
        .ifPresent(
            point ->
                data.putObject("geo")
                    .putObject("geo_point")
                    .put("longitude", point.longitude())
                    .put("latitude", point.latitude()));
    putMetadata(data, dataset, item, ticket);
    Source source = item.parts().get(0).source();
    if (source instanceof Source.Url url) {
      data.putObject(kind(item).field()).put("url", url.address()).put("allow_duplicate_url", true);
    } else if (source instanceof Source.Text told) {
      data.putObject("text").put("raw", told.content());
    }
    String json = MAPPER.writeValueAsString(input);
    if (!KnownBy.isFile(item)) {
      return json;
    }
    // Without the two braces that end the data and the input.
    MediaKind kind = kind(item);
    String content = kind == MediaKind.TEXT ? "raw" : "base64";
    return "%s,\"%s\":{\"%s\":\""
        .formatted(json.substring(0, json.length() - 2), kind.field(), content);
  }

  /**
   * The user's own keys first: what Sluice knows its inputs by is not to be overwritten; and what
   * it does not need for that is left as the user has it.
   */
  private static void putMetadata(ObjectNode data, Dataset dataset, Item item, InputTicket ticket) {
    ObjectNode metadata = data.putObject("metadata");
    for (InputDetails details : List.of(item.options().details(), ticket.details())) {
      MAPPER
          .readTree(details.metadata())
          .properties()
          .forEach(one -> metadata.set(one.getKey(), one.getValue()));
    }
    Set<String> taken = new HashSet<>();
    if (KnownBy.isContent(item)) {
      metadata.propertyNames().forEach(taken::add);
    }
    ownMetadata(dataset, item, ticket).properties().stream()
        .filter(one -> !taken.contains(one.getKey()))
        .forEach(one -> metadata.set(one.getKey(), one.getValue()));
  }

  private static ObjectNode ownMetadata(Dataset dataset, Item item, InputTicket ticket) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    if (KnownBy.isFile(item)) {
      String directory = item.name().isFileName() ? item.name().directory() : "/";
      own.put(InputRecord.FILE_NAME, fileName(item)).put(InputRecord.DIRECTORY, directory);
    }
    own.put(InputRecord.DATASET, dataset.name());
    boolean isUrl = item.parts().get(0).source() instanceof Source.Url;
    if (!isUrl) {
      own.put(InputRecord.SIZE, item.sizeBytes());
    }
    return own.put(
        isUrl ? InputRecord.URL_SHA256 : InputRecord.SHA256, ticket.digest().orElseThrow().hex());
  }

  /** The name of the item's file; an item that has an id is not called by it. */
  static String fileName(Item item) {
    return item.name().isFileName()
        ? item.name().fileName()
        : DisplayText.of(Places.file(item).path().getFileName().toString());
  }

  private static void putConcepts(
      ObjectNode data, Map<String, Concept> values, Map<String, String> conceptIds) {
    if (!values.isEmpty()) {
      AnnotationJson.putConcepts(data.putArray("concepts"), values.values(), conceptIds);
    }
  }

  /** What it is known to show, by name; what is said of the input itself counts. */
  static Map<String, Concept> concepts(Item item, InputTicket ticket) {
    Map<String, Concept> values = new LinkedHashMap<>();
    item.options().label().ifPresent(label -> values.put(label, new Concept(label)));
    item.options().details().concepts().forEach(one -> values.put(one.name(), one));
    ticket.details().concepts().forEach(one -> values.put(one.name(), one));
    return values;
  }

  /** The kind of an item that is taken, which no sidecar is. */
  static MediaKind kind(Item item) {
    return kindOf(item).orElseThrow();
  }

  /** The kind of an item; empty for a file that is no input, as a sidecar. */
  static Optional<MediaKind> kindOf(Item item) {
    Source source = item.parts().get(0).source();
    if (source instanceof Source.Url url) {
      return Optional.of(MediaKind.valueOf(url.kind().name()));
    }
    return source instanceof Source.Text
        ? Optional.of(MediaKind.TEXT)
        : MediaKind.of(fileName(item));
  }
}
