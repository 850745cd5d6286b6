package io.sluice.datasetserver;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with the fields of a request: all of it at once. */
final class FieldErrors {
  private record FieldError(String field, String message) {}

  private final List<FieldError> errors = new ArrayList<>();

  FieldErrors add(String field, String message) {
    errors.add(new FieldError(field, message));
    return this;
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  Problem problem() {
    List<String> words = errors.stream().map(e -> e.field() + ": " + e.message()).toList();
    Problem problem = new Problem(422, "validation_error", String.join("; ", words));
    ArrayNode list = problem.details().putArray("errors");
    for (FieldError error : errors) {
      ObjectNode entry = list.addObject();
      entry.putArray("loc").add("body").add(error.field());
      entry.put("msg", error.message());
      entry.put("type", "value_error");
    }
    return problem;
  }
}
