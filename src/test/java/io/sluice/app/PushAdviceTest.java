package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileState;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PushAdviceTest {
  @Test
  void saysWhatToDo_whereFilesWereNotWhole_andNothingOtherwise() {
    SyncResult left = Push.withAdvice(result(Map.of(FileState.INCOMPLETE, 2L)));
    assertEquals(1, left.lostFolders().size());
    String advice = left.lostFolders().get(0);
    assertTrue(advice.startsWith("2 files were not sent"), advice);
    assertTrue(advice.contains("30 s after the last change. Push again"), advice);
    SyncResult good = result(Map.of(FileState.UPLOADED, 2L));
    assertEquals(good, Push.withAdvice(good));
  }

  private static SyncResult result(Map<FileState, Long> files) {
    FolderReport report =
        new FolderReport(
            Path.of("/in"),
            "in",
            "store",
            "pictures",
            new RunCounts(files, 0, 0),
            consumer -> {},
            Duration.ofSeconds(1));
    return new SyncResult(List.of(report), List.of(), List.of(), 1, Optional.empty());
  }
}
