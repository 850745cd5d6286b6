package io.sluice.datasetserver;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with the fields of a request: all of it at once, up to a bound. */
final class FieldErrors {
  private static final int MOST_ERRORS = 100;
  private static final int MOST_IN_MESSAGE = 10;

  /** Where a fault is: a field of the body, or of one of the images that it lists. */
  private record FieldError(OptionalInt image, String field, String message) {
    String words() {
      String where = image.isPresent() ? "images." + image.getAsInt() + "." + field : field;
      return where + ": " + message;
    }

    void addTo(ArrayNode list) {
      ObjectNode entry = list.addObject();
      ArrayNode loc = entry.putArray("loc").add("body");
      if (image.isPresent()) {
        loc.add("images").add(image.getAsInt());
      }
      loc.add(field);
      entry.put("msg", message);
      entry.put("type", "value_error");
    }
  }

  private final List<FieldError> errors = new ArrayList<>();

  FieldErrors add(String field, String message) {
    return add(OptionalInt.empty(), field, message);
  }

  /**
   * Notes a fault.
   *
   * @param image the index of the image that it is in, from 0; empty for the body's own fields
   */
  FieldErrors add(OptionalInt image, String field, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new FieldError(image, field, message));
    }
    return this;
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  Problem problem() {
    String words =
        errors.stream()
            .limit(MOST_IN_MESSAGE)
            .map(FieldError::words)
            .collect(Collectors.joining("; "));
    Problem problem = new Problem(422, "validation_error", words);
    ArrayNode list = problem.details().putArray("errors");
    errors.forEach(error -> error.addTo(list));
    return problem;
  }
}
