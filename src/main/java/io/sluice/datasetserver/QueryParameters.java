package io.sluice.datasetserver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a request, each parameter at most once. */
final class QueryParameters {
  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a raw query; null stands for none. */
  static QueryParameters parse(String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = UrlText.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : UrlText.decodeQuery(pair.substring(equals + 1));
        if (values.put(name, value) != null) {
          throw Problem.badRequest("query parameter given twice: " + name);
        }
      }
    }
    return new QueryParameters(values);
  }

  /** Refuses the request if it has any other parameter than these. */
  QueryParameters allowing(String... names) {
    List<String> known = List.of(names);
    List<String> unknown =
        values.keySet().stream().filter(name -> !known.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw Problem.badRequest("Unknown query parameter(s): " + String.join(", ", unknown));
    }
    return this;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The parameter {@code limit}, clamped to the largest. */
  int limit(int ifAbsent, int largest) {
    return (int) Math.min(number("limit", ifAbsent, 1), largest);
  }

  /** The parameter {@code offset}, 0 if absent. */
  long offset() {
    return number("offset", 0, 0);
  }

  long number(String name, long ifAbsent, long smallest) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return ifAbsent;
    }
    if (!text.get().matches("[0-9]{1,15}") || Long.parseLong(text.get()) < smallest) {
      throw Problem.invalid(name, "must be a whole number of at least " + smallest);
    }
    return Long.parseLong(text.get());
  }

  /** A switch, false if absent. */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Problem.invalid(name, "must be true or false");
    }
    return text.equals("true");
  }
}
