package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.event.FolderState;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FolderCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportLineTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");

  static FolderSnapshot snapshot(
      String name, Map<EntryState, Long> files, FolderState state, Instant at) {
    FolderCounts counts = new FolderCounts(files, 31_337, Optional.of(T.minusSeconds(4)));
    return new FolderSnapshot(name, "labelling", counts, 2, state, List.of(), at);
  }

  @Test
  void hasTheFieldsOfTheContract_inTheirOrder() {
    Map<EntryState, Long> files =
        Map.of(
            EntryState.UPLOADED, 3L,
            EntryState.SKIPPED, 1L,
            EntryState.FAILED, 1L,
            EntryState.READY, 2L,
            EntryState.QUEUED, 5L,
            EntryState.VANISHED, 9L);

    String line =
        ReportLine.text(snapshot("road-signs", files, FolderState.WATCHING, T), Optional.empty());

    assertEquals(
        "report folder=road-signs target=labelling seen=12 uploaded=3 skipped=1 failed=1 conflict=0"
            + " incomplete=0 pending=7 ignored=2 bytes=31337 rate=0.0/s oldest_pending=4s"
            + " state=watching",
        line);
  }

  @Test
  void givesTheRateSinceTheReportBefore() {
    FolderSnapshot before =
        snapshot("a", Map.of(EntryState.UPLOADED, 10L), FolderState.WATCHING, T.minusSeconds(10));
    FolderSnapshot now = snapshot("a", Map.of(EntryState.UPLOADED, 133L), FolderState.WATCHING, T);

    assertEquals(12.3, ReportLine.rate(now, Optional.of(before)), 1e-9);
  }

  @Test
  void letsNoControlCharacterOfANameThrough() {
    assertEquals("evil\\x20folder=x\\n\\x1b[31m", ReportLine.value("evil folder=x\n\u001b[31m"));
  }
}
