package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure log that anybody may have edited: each line is read, or told of by its number. */
class FailureLogFuzzTest {
  private static final String LINE =
      "{\"path\":\"a/1.png\",\"folder\":\"signs\",\"target\":\"t\",\"dataset\":\"d\","
          + "\"virtual_folder\":\"/a\",\"state\":\"failed\",\"reason\":\"415\",\"status\":415,"
          + "\"attempts\":3,\"time\":\"2026-11-22T10:00:00Z\"}\n";
  private static final List<String> WORDS =
      List.of(
          "\n", "\r", "{", "}", "[", "\"", "null", "1e999", "\\ud800", "\0", "\u2028", "[[[[[[[[[");

  @TempDir private Path directory;

  @Test
  void readsOn_whateverALineIs() {
    fuzz(600);
  }

  @Test
  @Tag("sweep")
  void readsOn_whateverALineIs_manyTimes() {
    fuzz(100_000);
  }

  private void fuzz(int rounds) {
    Path log = directory.resolve("failures.jsonl");
    new Mutations("failure logs")
        .feedText(
            rounds,
            List.of(LINE, LINE + LINE, LINE + "\n" + LINE.strip()),
            WORDS,
            bytes -> {
              Files.write(log, bytes);
              List<String> reasons = new ArrayList<>();
              new FailureLogReader(found -> {}, (number, reason) -> reasons.add(reason)).read(log);
              assertTrue(reasons.stream().noneMatch(reason -> reason.contains("png")), "quoted");
            });
  }
}
