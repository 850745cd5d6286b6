package io.sluice.target.clarifai;

import io.sluice.annotation.Concept;
import io.sluice.annotation.InputDetails;
import io.sluice.file.DisplayText;
import io.sluice.file.ReadTrouble;
import io.sluice.file.SourceChangedException;
import io.sluice.http.SentBytes;
import io.sluice.item.InputKind;
import io.sluice.item.Item;
import io.sluice.item.Source;
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
import java.util.Locale;
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
          ? brokenOff(sent, body.trouble().get())
          : replies.outcomes(sent, answer);
    } catch (TargetException e) {
      if (body.trouble().isPresent()) {
        return brokenOff(sent, body.trouble().get());
      }
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FAULTY) {
        sent.forEach(one -> InputTicket.of(one.reservation()).doubt());
      }
      throw e;
    }
  }

  /** The document was never whole, so that none of its inputs came to be. */
  private static List<ItemOutcome> brokenOff(List<SentItem> sent, InputsBody.Trouble trouble) {
    List<ItemOutcome> outcomes = new ArrayList<>();
    int files = 0;
    for (SentItem one : sent) {
      boolean isFile = KnownBy.isFile(one.item());
      files += isFile ? 1 : 0;
      outcomes.add(
          isFile && files - 1 == trouble.place()
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
    long videos = sent.stream().filter(one -> isVideo(one.item())).count();
    if (videos > 1) {
      throw new TargetException(Kind.TOO_LARGE, "the platform takes one video in a request");
    }
  }

  private static boolean isVideo(Item item) {
    Source source = item.parts().get(0).source();
    return source instanceof Source.Url url
        ? url.kind() == InputKind.VIDEO
        : KnownBy.isFile(item) && kind(item) == MediaKind.VIDEO;
  }

  private InputsBody body(Dataset dataset, List<SentItem> sent, Map<String, String> conceptIds) {
    List<InputsBody.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder("{\"inputs\":[");
    for (SentItem one : sent) {
      InputTicket ticket = InputTicket.of(one.reservation());
      text.append(head(dataset, one.item(), ticket, conceptIds));
      if (KnownBy.isFile(one.item())) {
        parts.add(
            new InputsBody.Part(
                ByteString.encodeUtf8(text.toString()),
                Places.file(one.item()),
                ticket.digest().orElseThrow(),
                ticket.form().orElseThrow()));
        text = new StringBuilder(FILE_END);
      }
      text.append(',');
    }
    // Without the last comma.
    text.setLength(text.length() - 1);
    return new InputsBody(parts, ByteString.encodeUtf8(text + END), pace, progress);
  }

  /** The input's JSON up to the first character of the file; whole for what is no file. */
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
    putMetadata(data, dataset, item, ticket);
    Source source = item.parts().get(0).source();
    if (source instanceof Source.Url url) {
      data.putObject(url.kind().name().toLowerCase(Locale.ROOT))
          .put("url", url.address())
          .put("allow_duplicate_url", true);
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
  private static Map<String, Concept> values(Item item, InputTicket ticket) {
    Map<String, Concept> values = new LinkedHashMap<>();
    item.options().label().ifPresent(label -> values.put(label, new Concept(label)));
    item.options().details().concepts().forEach(one -> values.put(one.name(), one));
    ticket.details().concepts().forEach(one -> values.put(one.name(), one));
    return values;
  }

  /** The kind of an item that is taken. */
  static MediaKind kind(Item item) {
    return MediaKind.of(fileName(item)).orElseThrow();
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
