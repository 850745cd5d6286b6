package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.pace.Pace;
import io.sluice.pace.PausedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void targetsOfOneServerAndKey_shareThePace_ofTheLowerLimits() throws Exception {
    SluiceConfig config =
        config(
            """
            a: {type: pictograph, api-key: '${KEY}', requests-per-hour: 5, bytes-per-second: 9MB}
            b: {type: pictograph, url: 'https://API.pictograph.io:443/', api-key: '${KEY}', requests-per-hour: 2}
            """);
    Paces paces = new Paces(config.targets(), CLOCK);
    Pace one = of(paces, config, "a");
    assertSame(one, of(paces, config, "b"));
    assertEquals(OptionalLong.of(9_000_000), one.bytesPerSecond());
    one.acquireRequest();
    one.acquireRequest();
    assertThrows(PausedException.class, one::acquireRequest);
  }

  @Test
  void aPauseOfOne_isAPauseOfTheOther() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "pk_live_1\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    SluiceConfig config =
        config(
            """
            a: {type: pictograph, api-key-file: key}
            b: {type: pictograph, api-key-file: ./sub/../key, workers: 2}
            """);
    Paces paces = new Paces(config.targets(), CLOCK);
    of(paces, config, "a").pauseFor(Duration.ofMinutes(5), CLOCK.instant());
    assertEquals(Duration.ofMinutes(5), of(paces, config, "b").remainingPause());
  }

  @Test
  void otherServersAndKeys_haveTheirOwn() throws Exception {
    SluiceConfig config =
        config(
            """
            a: {type: pictograph, api-key: '${KEY}'}
            b: {type: pictograph, api-key: '${OTHER}'}
            c: {type: pictograph, api-key: '${KEY}', url: 'https://other.example'}
            d: {type: embedded, port: 0}
            e: {type: embedded, port: 0, data-dir: /x}
            """);
    Paces paces = new Paces(config.targets(), CLOCK);
    Pace a = of(paces, config, "a");
    assertNotSame(a, of(paces, config, "b"));
    assertNotSame(a, of(paces, config, "c"));
    assertNotSame(of(paces, config, "d"), of(paces, config, "e"));
  }

  private static Pace of(Paces paces, SluiceConfig config, String target) {
    return paces.of(config.target(target).orElseThrow());
  }

  private SluiceConfig config(String targets) throws Exception {
    String yaml = "targets:\n  " + targets.strip().replace("\n", "\n  ");
    Path file = Files.writeString(directory.resolve("sluice.yaml"), yaml);
    Map<String, String> variables = Map.of("KEY", "pk_live_1", "OTHER", "pk_live_1");
    return ConfigLoader.load(file, new Environment(variables, directory, directory));
  }
}
