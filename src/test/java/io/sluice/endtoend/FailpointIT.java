package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Point;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A sample of what {@link CrashSweepIT} does, and that no failpoint is dead. */
@Execution(ExecutionMode.CONCURRENT)
final class FailpointIT {
  @TempDir private Path directory;

  @Test
  void everyPointIsPassed_byTheCommandsTogether() throws Exception {
    CrashRun run = new CrashRun(directory, List.of());
    Set<String> passed = new TreeSet<>();
    for (CrashRun.Scenario scenario : EnumSet.complementOf(EnumSet.of(CrashRun.Scenario.RETRY))) {
      passed.addAll(run.trace(scenario).keySet());
    }
    assertEquals(
        Point.all().stream().map(Point::name).collect(Collectors.toCollection(TreeSet::new)),
        passed);
  }

  @Test
  void everyFileIsThereOnce_whenTheProcessIsHaltedAroundACommit() throws Exception {
    CrashRun run = new CrashRun(directory, List.of());
    for (String name : List.of("commit-call.after", "uploaded-row.inside")) {
      CrashRun.End end =
          run.crash(CrashRun.Scenario.SYNC, CrashSweepIT.point(name), 1, Optional.empty());
      assertEquals(CrashRun.End.HALTED, end, name);
    }
    assertEquals(List.of(), run.faults());
  }

  @Test
  void everyFileIsThereOnce_whenRecoveryIsHaltedToo() throws Exception {
    CrashRun run = new CrashRun(directory, List.of());
    run.crash(
        CrashRun.Scenario.SYNC,
        CrashSweepIT.point("commit-call.after"),
        2,
        Optional.of(CrashSweepIT.point("find-call.after")));
    assertEquals(List.of(), run.faults());
  }

  @Test
  void everyFileIsThereOnce_whenTheDatasetServerIsHalted() throws Exception {
    CrashRun run = new CrashRun(directory, List.of());
    run.crash(
        CrashRun.Scenario.SERVE, CrashSweepIT.point("server-rename.after"), 2, Optional.empty());
    assertEquals(List.of(), run.faults());
  }

  @Test
  void unknownPoint_isAUsageErrorThatListsThemAll() throws Exception {
    Site site = new Site(directory.resolve("site"));
    for (String text : List.of("nowhere.before:1", "sent-row.after:0")) {
      try (SluiceProcess process =
          site.startWith(List.of("-Dsluice.failpoint=" + text), "sync", "--json")) {
        assertEquals(2, process.awaitExit(), process::toString);
        assertTrue(process.err().contains("  sent-row.after\n"), process::toString);
      }
    }
  }
}
