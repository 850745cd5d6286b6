package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and types that are refused by name until they are built. */
class NotBuiltTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"status", "metrics"})
  void refusesTopLevelKey(String key) {
    assertEquals(
        List.of("sluice.yaml:1: " + key + ": not built yet in this version of Sluice; remove it"),
        new ConfigFolder(dir).problems(key + ": {a: b}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels",
        "input-type",
        "unit",
        "item-merge-mode",
        "fps",
        "as-frames",
        "annotations",
        "after-upload",
        "on-failure"
      })
  void refusesKeyOfFolder(String key) {
    assertEquals(
        List.of(
            "sluice.yaml:3: folders[0]."
                + key
                + ": not built yet in this version of Sluice; remove it"),
        new ConfigFolder(dir).problems("folders:\n  - path: /a\n    " + key + ": x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clarifai"})
  void refusesTypeOfTarget(String type) {
    assertEquals(
        List.of(
            "sluice.yaml:3: targets.a.type: '"
                + type
                + "' is not built yet in this version of Sluice; use embedded, pictograph or darwin"),
        new ConfigFolder(dir).problems("targets:\n  a:\n    type: " + type + "\n    team: x"));
  }
}
