package io.sluice.target.clarifai;

import io.sluice.annotation.Concept;
import io.sluice.annotation.InputDetails;
import io.sluice.file.ReadTrouble;
import io.sluice.file.SourceChangedException;
import io.sluice.http.SentBytes;
import io.sluice.item.Item;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Posts a group of files as inputs, their bytes in one request. */
final class InputPosts {
  /** Most bytes of one request, of which the platform takes a little more. */
  static final long LARGEST_BODY_BYTES = 120_000_000;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String END = "],\"input_id_conflict_resolution\":\"SKIP\"}";
  private static final String FILE_END = "\"}}}";
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);

  /** Below this rate a transfer is hopeless. */
  private static final long SLOWEST_BYTES_PER_SECOND = 8 << 10;

  private final ClarifaiApi api;
  private final Concepts concepts;
  private final Pace pace;
  private final int workers;
  private final SentBytes progress;

  InputPosts(ClarifaiApi api, Concepts concepts, Pace pace, int workers, SentBytes progress) {
    this.api = api;
    this.concepts = concepts;
    this.pace = pace;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Posts the items, each of which was read and hashed.
   *
   * @param replies makes outcomes of what the platform says of each
   * @return one outcome for each, in order
   */
  List<ItemOutcome> post(Dataset dataset, List<SentItem> sent, PostedInputs replies)
      throws TargetException, InterruptedException {
    Map<String, String> conceptIds = concepts.ids(labels(sent));
    InputsBody body = body(dataset, sent, conceptIds);
    requireFitting(sent, body);
    try {
      ApiAnswer answer =
          api.post(api.app().addPathSegment("inputs").build(), body, limit(body.contentLength()));
      return body.trouble().isPresent()
          ? brokenOff(sent.size(), body.trouble().get())
          : replies.outcomes(sent, answer);
    } catch (TargetException e) {
      if (body.trouble().isPresent()) {
        return brokenOff(sent.size(), body.trouble().get());
      }
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FAULTY) {
        sent.forEach(one -> InputTicket.of(one.reservation()).doubt());
      }
      throw e;
    }
  }

  /** The document was never whole, so that none of its inputs came to be. */
  private static List<ItemOutcome> brokenOff(int items, InputsBody.Trouble trouble) {
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      outcomes.add(
          i == trouble.place()
              ? sourceFailed(trouble.failure())
              : new ItemOutcome.Retry(
                  Duration.ZERO, "another file of the same request changed while it was sent"));
    }
    return outcomes;
  }

  static ItemOutcome sourceFailed(IOException failure) {
    if (failure instanceof SourceChangedException changed) {
      return new ItemOutcome.SourceChanged(String.valueOf(changed.getMessage()), changed.isGone());
    }
    return new ItemOutcome.SourceUnreadable(ReadTrouble.of(failure));
  }

  private static void requireFitting(List<SentItem> sent, InputsBody body) throws TargetException {
    if (body.contentLength() > LARGEST_BODY_BYTES) {
      throw new TargetException(
          Kind.TOO_LARGE,
          "a request of %d bytes; at most %d are sent"
              .formatted(body.contentLength(), LARGEST_BODY_BYTES));
    }
    long videos = sent.stream().filter(one -> kind(one.item()) == MediaKind.VIDEO).count();
    if (videos > 1) {
      throw new TargetException(Kind.TOO_LARGE, "the platform takes one video in a request");
    }
  }

  private InputsBody body(Dataset dataset, List<SentItem> sent, Map<String, String> conceptIds) {
    List<InputsBody.Part> parts = new ArrayList<>();
    String between = "{\"inputs\":[";
    for (SentItem one : sent) {
      InputTicket ticket = InputTicket.of(one.reservation());
      String before = between + head(dataset, one.item(), ticket, conceptIds);
      parts.add(
          new InputsBody.Part(
              ByteString.encodeUtf8(before),
              Places.file(one.item()),
              ticket.digest().orElseThrow(),
              ticket.form().orElseThrow()));
      between = FILE_END + ",";
    }
    ByteString end = ByteString.encodeUtf8(FILE_END + END);
    return new InputsBody(parts, end, pace, progress);
  }

  /** The input's JSON up to the first character of the file. */
  private static String head(
      Dataset dataset, Item item, InputTicket ticket, Map<String, String> conceptIds) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("id", ticket.inputId());
    input.putArray("dataset_ids").add(dataset.name());
    ObjectNode data = input.putObject("data");
    putConcepts(data, values(item, ticket), conceptIds);
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
    metadata(data, item, ticket)
        .put(InputRecord.FILE_NAME, item.name().fileName())
        .put(InputRecord.DIRECTORY, item.name().directory())
        .put(InputRecord.DATASET, dataset.name())
        .put(InputRecord.SIZE, item.sizeBytes())
        .put(InputRecord.SHA256, ticket.digest().orElseThrow().hex());
    String json = MAPPER.writeValueAsString(input);
    // Without the two braces that end the data and the input.
    MediaKind kind = kind(item);
    String content = kind == MediaKind.TEXT ? "raw" : "base64";
    return "%s,\"%s\":{\"%s\":\""
        .formatted(json.substring(0, json.length() - 2), kind.field(), content);
  }

  /** The user's own keys first: what Sluice knows its inputs by is not to be overwritten. */
  private static ObjectNode metadata(ObjectNode data, Item item, InputTicket ticket) {
    ObjectNode metadata = data.putObject("metadata");
    for (InputDetails details : List.of(item.options().details(), ticket.details())) {
      MAPPER
          .readTree(details.metadata())
          .properties()
          .forEach(one -> metadata.set(one.getKey(), one.getValue()));
    }
    return metadata;
  }

  private static void putConcepts(
      ObjectNode data, Map<String, Concept> values, Map<String, String> conceptIds) {
    if (!values.isEmpty()) {
      AnnotationJson.putConcepts(data.putArray("concepts"), values.values(), conceptIds);
    }
  }

  /** What it is known to show, by name; what is said of the input itself counts. */
  private static Map<String, Concept> values(Item item, InputTicket ticket) {
    Map<String, Concept> values = new LinkedHashMap<>();
    item.options().label().ifPresent(label -> values.put(label, new Concept(label)));
    item.options().details().concepts().forEach(one -> values.put(one.name(), one));
    ticket.details().concepts().forEach(one -> values.put(one.name(), one));
    return values;
  }

  /** The kind of an item that is taken. */
  static MediaKind kind(Item item) {
    return MediaKind.of(item.name().fileName()).orElseThrow();
  }

  private static Set<String> labels(List<SentItem> sent) {
    Set<String> labels = new HashSet<>();
    sent.forEach(
        one -> labels.addAll(values(one.item(), InputTicket.of(one.reservation())).keySet()));
    return labels;
  }

  /** Generous: a transfer that moves is not cut off, one that only seems to move is. */
  private Duration limit(long bytes) {
    Optional<Long> rate =
        pace.bytesPerSecond().isEmpty()
            ? Optional.empty()
            : Optional.of(pace.bytesPerSecond().getAsLong());
    long paced = rate.map(perSecond -> bytes * workers / perSecond).orElse(0L);
    return LEAST_LIMIT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND + paced);
  }
}
