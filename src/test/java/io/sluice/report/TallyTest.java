package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally();

  private void found(String path) {
    tally.on(new IngestEvent.FileFound("a", new RelativePath(path)));
  }

  private void outcome(String path, FileState state, long bytes) {
    tally.on(
        new IngestEvent.FileOutcome(
            "a", new RelativePath(path), state, "", "", 0, 1, bytes, Instant.EPOCH));
  }

  @Test
  void addsUp_whateverBecomesOfTheFiles() {
    for (String path : new String[] {"1", "2", "3", "4", "5", "6", "7"}) {
      found(path);
    }
    outcome("1", FileState.UPLOADED, 100);
    outcome("2", FileState.UPLOADED, 11);
    outcome("3", FileState.SKIPPED, 0);
    outcome("4", FileState.CONFLICT, 0);
    outcome("5", FileState.VANISHED, 0);
    tally.on(new IngestEvent.ScanFinished("a", 9, Instant.EPOCH));

    RunCounts counts = tally.counts("a");

    assertEquals(6, counts.seen());
    assertEquals(2, counts.of(FileState.UPLOADED));
    assertEquals(2, counts.of(FileState.PENDING));
    assertEquals(1, counts.of(FileState.VANISHED));
    assertEquals(111, counts.bytesUploaded());
    assertEquals(9, counts.ignored());
    assertEquals(3, counts.undone());
    long sum = 0;
    for (FileState state : FileState.values()) {
      sum += state == FileState.VANISHED ? 0 : counts.of(state);
    }
    assertEquals(counts.seen(), sum);
  }

  @Test
  void keepsFoldersApart() {
    found("1");

    assertEquals(0, tally.counts("b").seen());
  }
}
