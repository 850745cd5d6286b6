package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.status.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DaemonFileTest {
  @TempDir private Path directory;

  private static DaemonFile file() {
    return new DaemonFile(
        4711,
        "1.2",
        URI.create("http://127.0.0.1:4712"),
        ControlToken.random(),
        Instant.parse("2026-11-22T10:00:00Z"),
        List.of("a", "b \"c\""),
        Map.of("store", URI.create("http://127.0.0.1:8471")),
        Map.of("store", "embedded:/data/"));
  }

  @Test
  void readsBackWhatWasWritten_andIsItsOwnersAlone() throws IOException {
    DaemonFile written = file();
    written.write(directory);
    written.write(directory);
    DaemonFile read = DaemonFile.read(directory).orElseThrow();
    assertEquals(written.token().reveal(), read.token().reveal());
    assertEquals(written.folders(), read.folders());
    assertEquals(written.embedded(), read.embedded());
    assertEquals(written.identities(), read.identities());
    assertEquals(written.started(), read.started());
    Path path = directory.resolve("daemon.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    assertFalse(read.toString().contains(read.token().reveal()), "the token is printed");
    DaemonFile.remove(directory);
    assertEquals(Optional.empty(), DaemonFile.read(directory));
    DaemonFile.remove(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"pid\": 1}", "{\"url\": \"http://[\"}"})
  void readsNothing_fromWhatIsNoSuchFile(String text) throws IOException {
    Files.writeString(directory.resolve("daemon.json"), text);
    assertEquals(Optional.empty(), DaemonFile.read(directory));
  }
}
