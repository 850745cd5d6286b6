package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads fields of a reply. Unknown fields are passed over. */
final class WireFields {
  private WireFields() {}

  /** The first of {@code names} that holds a text or a number, and is not empty. */
  static Optional<String> text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode field = object.path(name);
      if ((field.isString() || field.isNumber()) && !field.asString().isEmpty()) {
        return Optional.of(field.asString());
      }
    }
    return Optional.empty();
  }

  /** As {@link #text}, for a field that a reply cannot be without. */
  static String required(JsonNode object, String name) throws BrokenReplyException {
    return text(object, name)
        .orElseThrow(() -> new BrokenReplyException("the reply has no " + name));
  }

  /** A list that a reply cannot be without. */
  static Iterable<JsonNode> list(JsonNode object, String name) throws BrokenReplyException {
    if (!object.path(name).isArray()) {
      throw new BrokenReplyException("the reply has no list of " + name);
    }
    return object.path(name).values();
  }

  /** A whole number that is not negative. */
  static OptionalLong count(JsonNode object, String name) {
    JsonNode field = object.path(name);
    boolean usable = field.isIntegralNumber() && field.canConvertToLong() && field.asLong() >= 0;
    return usable ? OptionalLong.of(field.asLong()) : OptionalLong.empty();
  }
}
