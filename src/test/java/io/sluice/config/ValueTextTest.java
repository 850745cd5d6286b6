package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes, paths and misspelt keys as text. */
class ValueTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500, 500ms",
    "2s, 2000, 2s",
    "1000ms, 1000, 1s",
    "10m, 600000, 10m",
    "90m, 5400000, 90m",
    "1h, 3600000, 1h",
    "90d, 7776000000, 90d",
    "0001s, 1000, 1s"
  })
  void readsDuration(String text, long millis, String rendered) throws Exception {
    Duration duration = DurationText.parse(text);

    assertEquals(Duration.ofMillis(millis), duration);
    assertEquals(rendered, DurationText.render(duration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "s",
        "2 s",
        "2S",
        "2sec",
        "1.5s",
        "-2s",
        "+2s",
        "1h2m",
        "0s",
        "٢s",
        "999999999d",
        "9999999999s",
        "2us"
      })
  void refusesDuration(String text) {
    assertThrows(BadValue.class, () -> DurationText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0B, 0, 0B",
    "1B, 1, 1B",
    "100KB, 100000, 100KB",
    "1KiB, 1024, 1KiB",
    "20MB, 20000000, 20MB",
    "50MiB, 52428800, 50MiB",
    "2GB, 2000000000, 2GB",
    "1GiB, 1073741824, 1GiB",
    "1TB, 1000000000000, 1TB",
    "2TiB, 2199023255552, 2TiB",
    "1000000B, 1000000, 1MB"
  })
  void readsSize(String text, long bytes, String rendered) throws Exception {
    assertEquals(bytes, ByteSizeText.parse(text));
    assertEquals(rendered, ByteSizeText.render(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "MB",
        "1 MB",
        "1mb",
        "1Mb",
        "1kB",
        "1M",
        "-1B",
        "1.5MB",
        "1PB",
        "1iB",
        "999999999999TiB",
        "9999999999999B"
      })
  void refusesSize(String text) {
    assertThrows(BadValue.class, () -> ByteSizeText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "api_key_file, api-key-file",
    "apiKeyFile, api-key-file",
    "Path, path",
    "paht, path",
    "workes, workers",
    "wrokers, workers",
    "requests-per-seconds, requests-per-second",
  })
  void suggestsTheNearestKey(String key, String nearest) {
    List<String> known =
        List.of("path", "pace", "workers", "api-key", "api-key-file", "requests-per-second");

    assertEquals(Optional.of(nearest), NearestKey.of(key, known));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "colour", "", "ab", "requests"})
  void suggestsNothing_whenNoKeyIsNear(String key) {
    List<String> known = List.of("path", "workers", "fps");

    assertEquals(Optional.empty(), NearestKey.of(key, known));
  }

  @Test
  void suggestsNothing_forAKeyThatIsNoWord() {
    assertEquals(
        Optional.empty(), NearestKey.of("a".repeat(100_000), List.of("a".repeat(100_000))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/srv",
        "/srv/a b",
        "/srv/Straße",
        "/日本/x",
        "/srv/100%",
        "/srv/a+b;c?d#e",
        "/é?"
      })
  void rendersPathAsItWasWritten(String text) throws Exception {
    Path path = PathText.parse(text, Path.of("/base"), Path.of("/home"));

    assertEquals(text, PathText.render(path));
    assertEquals(text.substring(text.lastIndexOf('/') + 1), PathText.lastPart(path));
  }

  @Test
  void refusesPathThatNoFileSystemHolds() {
    assertThrows(
        BadValue.class, () -> PathText.parse("/a\ud800", Path.of("/base"), Path.of("/home")));
  }
}
