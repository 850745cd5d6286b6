package io.sluice.endtoend;

import static io.sluice.endtoend.CrashScenario.REPAIR;
import static io.sluice.endtoend.CrashScenario.RUN;
import static io.sluice.endtoend.CrashScenario.SERVE;
import static io.sluice.endtoend.CrashScenario.SYNC;
import static io.sluice.endtoend.CrashSweepIT.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Point;
import io.sluice.failpoint.Step;
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
  /** Passed where a reservation leaves a trace, or where a platform processes what it accepted. */
  private static final Set<Step> OF_OTHER_PLATFORMS =
      EnumSet.of(Step.RESERVING_ROW, Step.RESERVED_ROW, Step.COMMITTED_ROW, Step.FOLLOW_CALL);

  @TempDir private Path directory;

  @Test
  void everyPointIsPassed_byTheCommandsTogether() throws Exception {
    CrashRun run = new CrashRun(directory);
    Set<String> passed = new TreeSet<>();
    for (CrashScenario scenario : EnumSet.of(RUN, REPAIR, SERVE)) {
      passed.addAll(run.trace(scenario).keySet());
    }
    assertEquals(
        Point.all().stream()
            .filter(point -> !OF_OTHER_PLATFORMS.contains(point.step()))
            .map(Point::name)
            .collect(Collectors.toCollection(TreeSet::new)),
        passed);
  }

  @Test
  void everyFileIsThereOnce_whenTheProcessIsHaltedAroundACommit() throws Exception {
    CrashRun run = new CrashRun(directory);
    CrashRun.End end = run.crash(SYNC, point("uploaded-row.inside"), 2, Optional.empty());
    assertEquals(List.of(), run.faults());
    assertEquals(CrashRun.End.HALTED, end);
  }

  @Test
  void everyFileIsThereOnce_whenRecoveryIsHaltedToo() throws Exception {
    CrashRun run = new CrashRun(directory);
    run.crash(SYNC, point("commit-call.after"), 2, Optional.of(point("list-call.after")));
    assertEquals(List.of(), run.faults());
    assertEquals(1, run.haltedAgain());
  }

  @Test
  void everyFileIsThereOnce_whenTheDatasetServerIsHalted() throws Exception {
    CrashRun run = new CrashRun(directory);
    CrashRun.End end = run.crash(SERVE, point("server-rename.after"), 2, Optional.empty());
    assertEquals(List.of(), run.faults());
    assertEquals(CrashRun.End.HALTED, end);
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
