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
  @ValueSource(strings = {"after-upload", "on-failure"})
  void refusesKeyOfFolder(String key) {
    assertEquals(
        List.of(
            "sluice.yaml:3: folders[0]."
                + key
                + ": not built yet in this version of Sluice; remove it"),
        new ConfigFolder(dir).problems("folders:\n  - path: /a\n    " + key + ": x"));
  }
}
