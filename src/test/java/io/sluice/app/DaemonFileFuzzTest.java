package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sluice.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code daemon.json} that was damaged is read, or is none. */
class DaemonFileFuzzTest {
  private static final String FILE =
      "{\"pid\":4711,\"version\":\"1.2\",\"url\":\"http://127.0.0.1:4712\",\"token\":\""
          + "a".repeat(43)
          + "\",\"started\":\"2026-11-22T10:00:00Z\",\"folders\":[\"a\"],"
          + "\"embedded\":{\"store\":\"http://127.0.0.1:8471\"},\"identities\":{\"store\":\"x:/\"}}";
  private static final List<String> WORDS =
      List.of(
          "null",
          "[]",
          "{}",
          "-1",
          "1e400",
          "9223372036854775808",
          "\"\"",
          "\\ud800",
          "\0",
          "{",
          "[",
          "+1000000000-12-31T23:59:59Z",
          "http://[",
          "://",
          "[".repeat(1_200),
          "\"token\":");

  @TempDir private Path directory;

  @Test
  void isReadOrIsNone_whateverItHolds() {
    fuzz(600);
  }

  @Test
  @Tag("sweep")
  void isReadOrIsNone_whateverItHolds_manyTimes() {
    fuzz(100_000);
  }

  private void fuzz(int rounds) {
    Path file = directory.resolve(DaemonFile.NAME);
    new Mutations("daemon.json")
        .feedText(
            rounds,
            List.of(FILE),
            WORDS,
            bytes -> {
              Files.write(file, bytes);
              assertNotNull(DaemonFile.read(directory));
            });
  }
}
