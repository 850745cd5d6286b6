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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FailureLogTest {
  private static final int WRITERS = 4;
  private static final int LINES = 200;

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

  /** As a push does that runs beside a daemon: none of their lines is torn or lost. */
  @Test
  void hasEveryLineWhole_whenSeveralWriteToIt_andItIsRenamedMeanwhile() throws Exception {
    Map<String, FailureLog.Destination> destinations =
        Map.of("signs", new FailureLog.Destination("labelling", "road-signs"));
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    String reason = "x".repeat((int) (FailureLog.ROTATE_BYTES * 2 / (WRITERS * LINES)));
    List<Future<?>> ends = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      FailureLog own = new FailureLog(file, destinations);
      String name = "writer-" + writer + "-";
      ends.add(
          threads.submit(
              () -> {
                for (int line = 0; line < LINES; line++) {
                  own.on(outcome(FileState.FAILED, name + line, reason));
                }
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    threads.shutdown();
    Set<String> found = new TreeSet<>();
    JsonMapper json = new JsonMapper();
    try (Stream<Path> logs = Files.list(directory)) {
      for (Path one : logs.toList()) {
        for (String line : Files.readAllLines(one)) {
          found.add(json.readTree(line).get("path").asString());
        }
      }
    }
    assertEquals(WRITERS * LINES, found.size());
    assertTrue(Files.exists(directory.resolve("failures.jsonl.1")));
  }

  @Test
  void hasTheFailureOfAThreadThatIsToEnd_whichStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    log.on(outcome(FileState.FAILED, "stop/bad.jpg", "cut off"));
    assertTrue(Thread.interrupted(), "the interrupt was swallowed");
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void stopsNothing_whenItCannotBeWritten() throws Exception {
    Files.createDirectory(file);

    log.on(outcome(FileState.FAILED, "a.jpg", "x"));

    assertTrue(Files.isDirectory(file));
  }
}
