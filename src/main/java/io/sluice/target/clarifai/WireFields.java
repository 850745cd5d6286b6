package io.sluice.target.clarifai;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads fields of a reply. Absent is the same as empty; unknown fields are passed over. */
final class WireFields {
  private WireFields() {}

  /** A text that is not empty. */
  static Optional<String> text(JsonNode object, String name) {
    JsonNode field = object.path(name);
    return field.isString() && !field.asString().isEmpty()
        ? Optional.of(field.asString())
        : Optional.empty();
  }

  /** A whole number that is not negative, written as a number (3, 3.0) or as a text ("3"). */
  static OptionalLong count(JsonNode object, String name) {
    JsonNode field = object.path(name);
    if (field.isString() && field.asString().matches("[0-9]{1,18}")) {
      return OptionalLong.of(Long.parseLong(field.asString()));
    }
    if (!field.isNumber()) {
      return OptionalLong.empty();
    }
    // Others' numbers may be of any size.
    double value = field.asDouble(-1);
    boolean whole = value >= 0 && value < 1e15 && value == Math.rint(value);
    return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
  }
}
