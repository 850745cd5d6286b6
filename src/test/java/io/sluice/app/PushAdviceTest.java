package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushAdviceTest {
  private static final Duration LONG_BEFORE = Duration.ofMinutes(1);

  @TempDir private Path in;

  @Test
  void filesThatWereJustWritten_areToBePushedAgain() throws Exception {
    SyncResult left = new PushAdvice(Instant.now(), false).on(incomplete("a.png", "b.png"));
    assertEquals(1, left.lostFolders().size());
    String advice = left.lostFolders().get(0);
    assertTrue(advice.startsWith("2 files were not sent"), advice);
    assertTrue(advice.contains("30 s after the last change. Push again"), advice);
  }

  @Test
  void filesThatNobodyHasTouchedForLong_areToBeReplacedOrLeftOut() throws Exception {
    Instant later = Instant.now().plus(LONG_BEFORE);
    SyncResult left = new PushAdvice(later, false).on(incomplete("a.png"));
    assertEquals(1, left.lostFolders().size());
    String advice = left.lostFolders().get(0);
    assertTrue(advice.startsWith("1 file was not sent, and nothing of it registered"), advice);
    assertTrue(advice.contains("Put a whole copy there, or leave it out with --exclude"), advice);
    assertFalse(advice.contains("still being written"), advice);
  }

  @Test
  void filesThatWaitForOneThatWasJustWritten_areToBePushedAgainWithIt() throws Exception {
    SyncResult result = incomplete("rig-1/a.png", "rig-1/b.png", "rig-2/a.png", "rig-2/b.png");
    Instant later = Instant.now().plus(LONG_BEFORE);
    Files.setLastModifiedTime(in.resolve("rig-1/b.png"), FileTime.from(later));
    List<String> advice = new PushAdvice(later, true).on(result).lostFolders();
    assertEquals(2, advice.size());
    assertTrue(advice.get(0).startsWith("2 files") && advice.get(0).contains("Push again"));
    assertTrue(advice.get(1).startsWith("2 files") && advice.get(1).contains("of one item"));
  }

  @Test
  void nothingIsSaid_whereNoFileIsIncomplete() {
    SyncResult good = result(Map.of(FileState.UPLOADED, 2L), List.of());
    assertEquals(good, new PushAdvice(Instant.now(), false).on(good));
  }

  private SyncResult incomplete(String... names) throws IOException {
    for (String name : names) {
      Path file = in.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    List<FileFailure> failures =
        Stream.of(names)
            .map(name -> RelativePath.of(in, in.resolve(name)))
            .map(path -> new FileFailure(path, FileState.INCOMPLETE, "the file is empty"))
            .toList();
    return result(Map.of(FileState.INCOMPLETE, (long) names.length), failures);
  }

  private SyncResult result(Map<FileState, Long> files, List<FileFailure> failures) {
    FolderReport report =
        new FolderReport(
            in,
            "in",
            "store",
            "pictures",
            new RunCounts(files, 0, 0),
            failures::forEach,
            Duration.ofSeconds(1));
    return new SyncResult(List.of(report), List.of(), List.of(), 1, Optional.empty());
  }
}
