package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads fields of a reply, taking what servers of different ages call them. Unknown fields are
 * passed over.
 */
final class WireFields {
  private static final List<String> ENVELOPES = List.of("data", "image", "dataset", "organization");

  private WireFields() {}

  /** The object that a reply is about: inside {@code data} and the like, or the reply itself. */
  static JsonNode unwrap(JsonNode reply) throws BrokenReplyException {
    for (String envelope : ENVELOPES) {
      if (reply.path(envelope).isObject()) {
        return reply.path(envelope);
      }
    }
    if (!reply.isObject()) {
      throw new BrokenReplyException("the reply is no object");
    }
    return reply;
  }

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

  /** A whole number that is not negative. */
  static OptionalLong count(JsonNode object, String name) {
    JsonNode field = object.path(name);
    boolean usable = field.isIntegralNumber() && field.canConvertToLong() && field.asLong() >= 0;
    return usable ? OptionalLong.of(field.asLong()) : OptionalLong.empty();
  }

  /** The virtual folder that an entry is in, as {@code /} or {@code /a/b}. */
  static Optional<String> directory(JsonNode object) {
    return text(
            object,
            "directory_path",
            "virtual_directory_path",
            "virtual_folder_path",
            "folder_path")
        .map(WireFields::withSlashes);
  }

  private static String withSlashes(String path) {
    String absolute = path.startsWith("/") ? path : "/" + path;
    boolean trailing = absolute.length() > 1 && absolute.endsWith("/");
    return trailing ? absolute.substring(0, absolute.length() - 1) : absolute;
  }
}
