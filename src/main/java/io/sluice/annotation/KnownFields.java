package io.sluice.annotation;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, of which all are known: a misspelt key is a mistake. Whatever is not
 * as it is asked for is an {@link IllegalArgumentException}, whose words hold no more than names of
 * keys that are known. Immutable as long as its tree is left alone.
 *
 * @param where what the object is called in those words
 */
record KnownFields(JsonNode node, String where) {
  static KnownFields of(JsonNode node, String where, Set<String> known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(where + " must be an object");
    }
    Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
    while (fields.hasNext()) {
      if (!known.contains(fields.next().getKey())) {
        throw new IllegalArgumentException(
            where + " has a key that is not known; known are " + String.join(", ", sorted(known)));
      }
    }
    return new KnownFields(node, where);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  Optional<JsonNode> node(String name) {
    return Optional.ofNullable(node.get(name));
  }

  JsonNode required(String name) {
    return node(name).orElseThrow(() -> new IllegalArgumentException(where + " needs " + name));
  }

  double number(String name) {
    JsonNode value = required(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(where + "." + name + " must be a number");
    }
    return value.asDouble();
  }

  long whole(String name) {
    double value = number(name);
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw new IllegalArgumentException(where + "." + name + " must be a whole number");
    }
    return (long) value;
  }

  /** The elements of a list, which is called {@code where}. */
  static Iterable<JsonNode> list(JsonNode node, String where) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(where + " must be a list");
    }
    return node.values();
  }
}
