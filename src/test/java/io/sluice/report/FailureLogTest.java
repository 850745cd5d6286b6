package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FailureLogTest {
  @TempDir private Path directory;
  private Path file;
  private FailureLog log;

  @BeforeEach
  void open() {
    file = directory.resolve("failures.jsonl");
    log =
        new FailureLog(
            file, Map.of("signs", new FailureLog.Destination("labelling", "road-signs")));
  }

  private static IngestEvent.FileOutcome outcome(FileState state, String path, String reason) {
    return new IngestEvent.FileOutcome(
        "signs",
        new RelativePath(path),
        state,
        reason,
        "/stop",
        415,
        2,
        0,
        Instant.parse("2026-05-01T10:00:00Z"));
  }

  @Test
  void hasOneObjectALine_withTheFieldsOfTheContract() throws Exception {
    log.on(outcome(FileState.FAILED, "stop/bad%0Aname.jpg", "415 \"odd\"\nthing"));
    log.on(outcome(FileState.UPLOADED, "stop/good.jpg", ""));
    log.on(outcome(FileState.INCOMPLETE, "stop/half.jpg", "cut"));

    List<String> lines = Files.readAllLines(file);

    assertEquals(2, lines.size());
    JsonNode first = new JsonMapper().readTree(lines.get(0));
    assertEquals("stop/bad\\nname.jpg", first.get("path").asString());
    assertEquals("labelling", first.get("target").asString());
    assertEquals("road-signs", first.get("dataset").asString());
    assertEquals("/stop", first.get("virtual_folder").asString());
    assertEquals("failed", first.get("state").asString());
    assertEquals("415 \"odd\"\nthing", first.get("reason").asString());
    assertEquals(415, first.get("status").asInt());
    assertEquals(2, first.get("attempts").asInt());
    assertEquals("2026-05-01T10:00:00Z", first.get("time").asString());
  }

  @Test
  void startsANewFile_whenTheOldOneIsLarge_andKeepsAFew() throws Exception {
    for (int round = 0; round < FailureLog.KEPT + 2; round++) {
      try (var grow = new java.io.RandomAccessFile(file.toFile(), "rw")) {
        grow.setLength(FailureLog.ROTATE_BYTES);
      }
      log.on(outcome(FileState.FAILED, "a.jpg", "round " + round));
    }

    assertTrue(Files.size(file) < 1_000);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
        "the new file is the owner's alone");
    assertTrue(Files.exists(directory.resolve("failures.jsonl." + FailureLog.KEPT)));
    assertFalse(Files.exists(directory.resolve("failures.jsonl." + (FailureLog.KEPT + 1))));
  }

  @Test
  void stopsNothing_whenItCannotBeWritten() throws Exception {
    Files.createDirectory(file);

    log.on(outcome(FileState.FAILED, "a.jpg", "x"));

    assertTrue(Files.isDirectory(file));
  }
}
