package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object, the body or one of the images in it, and collects everything
 * wrong with them.
 *
 * <p>A getter returns a stand-in for a bad field; {@link #check} must be called before any value is
 * used.
 */
final class JsonFields {
  private static final int LONGEST_TEXT = 65_536;

  private final JsonNode object;
  private final OptionalInt image;
  private final FieldErrors errors;
  private final Set<String> known = new HashSet<>();

  JsonFields(JsonNode body) {
    this(requireObject(body), OptionalInt.empty(), new FieldErrors());
  }

  private JsonFields(JsonNode object, OptionalInt image, FieldErrors errors) {
    this.object = object;
    this.image = image;
    this.errors = errors;
  }

  private static JsonNode requireObject(JsonNode body) {
    if (body == null || !body.isObject()) {
      throw Problem.invalid("body", "must be a JSON object");
    }
    return body;
  }

  /**
   * Reads the objects of the array {@code images}, in order. What is wrong with them is noted here:
   * {@link #check} of the body speaks for all of them.
   */
  <T> List<T> images(int most, Function<JsonFields, T> reading) {
    List<T> images = new ArrayList<>();
    Optional<JsonNode> array =
        field("images")
            .filter(JsonNode::isArray)
            .filter(node -> !node.isEmpty() && node.size() <= most)
            .filter(node -> node.values().stream().allMatch(JsonNode::isObject));
    if (array.isEmpty()) {
      fault("images", "must be an array of 1 to " + most + " objects");
      return images;
    }
    for (JsonNode entry : array.get().values()) {
      JsonFields fields = new JsonFields(entry, OptionalInt.of(images.size()), errors);
      images.add(reading.apply(fields));
      fields.noteUnknown();
    }
    return images;
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /** A text that must be there and not blank. */
  String text(String name) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty() || text.get().isBlank()) {
      fault(name, "is missing or blank");
      return "";
    }
    return text.get();
  }

  Optional<String> optionalText(String name) {
    Optional<JsonNode> node = field(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!node.get().isString()) {
      fault(name, "must be a string");
      return Optional.of("-");
    }
    String text = node.get().stringValue();
    if (text.length() > LONGEST_TEXT || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      fault(name, "is too long or not valid Unicode");
      return Optional.of("-");
    }
    return Optional.of(text);
  }

  /** A whole number of at least 1 that must be there. */
  long positive(String name) {
    OptionalLong number = optionalPositive(name, Long.MAX_VALUE);
    if (number.isEmpty()) {
      fault(name, "is missing");
    }
    return number.orElse(1);
  }

  OptionalLong optionalPositive(String name, long largest) {
    Optional<JsonNode> node = field(name);
    if (node.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode number = node.get();
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || number.longValue() < 1
        || number.longValue() > largest) {
      fault(name, "must be a whole number from 1 to " + largest);
      return OptionalLong.of(1);
    }
    return OptionalLong.of(number.longValue());
  }

  /** An array, absent if the field is. */
  Optional<JsonNode> optionalArray(String name) {
    Optional<JsonNode> node = field(name);
    if (node.isPresent() && !node.get().isArray()) {
      fault(name, "must be an array");
      return Optional.empty();
    }
    return node;
  }

  /** Notes a fault that the caller found. */
  void fault(String name, String message) {
    errors.add(image, name, message);
  }

  /** Refuses the request if anything was wrong, or a field was sent that nobody asked for. */
  void check() {
    noteUnknown();
    if (!errors.isEmpty()) {
      throw errors.problem();
    }
  }

  private void noteUnknown() {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        fault(name, "is not a field of this call");
      }
    }
  }
}
