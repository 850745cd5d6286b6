package io.sluice.datasetserver;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object and collects everything wrong with them.
 *
 * <p>A getter returns a stand-in for a bad field; {@link #check} must be called before any value is
 * used.
 */
final class JsonFields {
  private static final int LONGEST_TEXT = 65_536;

  private final JsonNode object;
  private final FieldErrors errors = new FieldErrors();
  private final Set<String> known = new HashSet<>();

  JsonFields(JsonNode object) {
    if (object == null || !object.isObject()) {
      throw Problem.invalid("body", "must be a JSON object");
    }
    this.object = object;
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /** A text that must be there and not blank. */
  String text(String name) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty() || text.get().isBlank()) {
      errors.add(name, "is missing or blank");
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
      errors.add(name, "must be a string");
      return Optional.of("-");
    }
    String text = node.get().stringValue();
    if (text.length() > LONGEST_TEXT || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      errors.add(name, "is too long or not valid Unicode");
      return Optional.of("-");
    }
    return Optional.of(text);
  }

  /** A whole number of at least 1 that must be there. */
  long positive(String name) {
    OptionalLong number = optionalPositive(name, Long.MAX_VALUE);
    if (number.isEmpty()) {
      errors.add(name, "is missing");
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
      errors.add(name, "must be a whole number from 1 to " + largest);
      return OptionalLong.of(1);
    }
    return OptionalLong.of(number.longValue());
  }

  /** An array, absent if the field is. */
  Optional<JsonNode> optionalArray(String name) {
    Optional<JsonNode> node = field(name);
    if (node.isPresent() && !node.get().isArray()) {
      errors.add(name, "must be an array");
      return Optional.empty();
    }
    return node;
  }

  /** Notes a fault that the caller found. */
  void fault(String name, String message) {
    errors.add(name, message);
  }

  /** Refuses the request if anything was wrong, or a field was sent that nobody asked for. */
  void check() {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        errors.add(name, "is not a field of this call");
      }
    }
    if (!errors.isEmpty()) {
      throw errors.problem();
    }
  }
}
