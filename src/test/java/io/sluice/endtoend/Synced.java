package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * How a {@code sync --json} ended.
 *
 * @param code its exit code
 * @param folder the report of its one folder
 * @param shown its command line and output, for messages
 */
record Synced(int code, JsonNode folder, String shown) {
  long number(String field) {
    return folder.get(field).longValue();
  }

  boolean success() {
    return folder.get("success").booleanValue();
  }

  /** Failures by path: state, a space, and the reason. */
  NavigableMap<String, String> failures() {
    NavigableMap<String, String> failures = new TreeMap<>();
    for (JsonNode failure : folder.get("failures")) {
      String words = failure.get("state").stringValue() + " " + failure.get("reason").stringValue();
      String other = failures.put(failure.get("path").stringValue(), words);
      assertEquals(null, other, "listed twice: " + failure);
    }
    return failures;
  }

  /** The counts that everybody asks for, and that they add up. */
  void counts(long attempted, long uploaded, long skipped) {
    assertAll(
        shown,
        () -> assertEquals(attempted, number("images_attempted"), "images_attempted"),
        () -> assertEquals(uploaded, number("images_uploaded"), "images_uploaded"),
        () -> assertEquals(skipped, number("images_skipped"), "images_skipped"),
        this::addsUp);
  }

  void addsUp() {
    assertEquals(
        number("images_attempted"),
        number("images_uploaded") + number("images_skipped") + failures().size(),
        () -> "counts do not add up: " + shown);
  }
}
