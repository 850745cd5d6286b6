package io.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannerTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");
  private static final RelativePath PATH = new RelativePath("a.jpg");
  private static final FileStamp STAMP = new FileStamp(10, T, T, "1:1");
  private static final FileStamp CHANGED = new FileStamp(10, T, T.plusNanos(1), "1:1");

  private static Optional<FileEntry> entry(EntryState state) {
    FileStamp kept = new FileStamp(10, T, T, "");
    return Optional.of(
        new FileEntry(
            PATH,
            kept,
            state,
            "",
            Lane.LIVE,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void settles_whenTheFileIsUnknown() {
    Planner planner = new Planner(false);

    assertEquals(Decision.SETTLE, planner.decide(new Sighting(PATH, STAMP), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOADED,   UNCHANGED, UNCHANGED, SETTLE",
    "SKIPPED,    UNCHANGED, UNCHANGED, SETTLE",
    "CONFLICT,   UNCHANGED, SETTLE,    SETTLE",
    "FAILED,     UNCHANGED, SETTLE,    SETTLE",
    "INCOMPLETE, SETTLE,    SETTLE,    SETTLE",
    "READY,      IN_HAND,   IN_HAND,   SETTLE",
    "QUEUED,     IN_HAND,   IN_HAND,   IN_HAND",
    "SETTLING,   SETTLE,    SETTLE,    SETTLE",
    "VANISHED,   SETTLE,    SETTLE,    SETTLE",
  })
  void decidesByStateAndStamp(
      EntryState state, Decision daemonSame, Decision oneShotSame, Decision changed) {
    Sighting same = new Sighting(PATH, STAMP);
    Sighting other = new Sighting(PATH, CHANGED);

    assertEquals(daemonSame, new Planner(false).decide(same, entry(state)));
    assertEquals(oneShotSame, new Planner(true).decide(same, entry(state)));
    assertEquals(changed, new Planner(false).decide(other, entry(state)));
    assertEquals(changed, new Planner(true).decide(other, entry(state)));
  }
}
