package io.sluice.report;

import static io.sluice.report.ReportLineTest.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.event.FolderState;
import io.sluice.ledger.EntryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PeriodicReportTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");

  private final List<FolderSnapshot> written = new ArrayList<>();
  private final PeriodicReport report =
      new PeriodicReport(
          Duration.ofMinutes(1), Duration.ofHours(1), (now, before) -> written.add(now), T);

  private static FolderSnapshot at(int minute, long uploaded) {
    return snapshot(
        "a",
        Map.of(EntryState.UPLOADED, uploaded),
        FolderState.WATCHING,
        T.plus(Duration.ofMinutes(minute)));
  }

  private void tick(int minute, long uploaded) {
    report.report(List.of(at(minute, uploaded)), T.plus(Duration.ofMinutes(minute)));
  }

  @Test
  void isSilent_whileNothingChanges_butOncePerIdleInterval() {
    for (int minute = 1; minute <= 121; minute++) {
      tick(minute, 5);
    }

    assertEquals(3, written.size());
  }

  @Test
  void writesAtEachInterval_whileSomethingChanges() {
    for (int minute = 1; minute <= 10; minute++) {
      tick(minute, minute);
    }

    assertEquals(10, written.size());
    assertEquals(T.plus(Duration.ofMinutes(11)), report.nextAt());
  }

  @Test
  void writesTheLastReport_thoughNothingChanged() {
    tick(1, 5);
    report.reportAll(List.of(at(2, 5)));

    assertEquals(2, written.size());
  }
}
