package io.sluice.endtoend;

import static io.sluice.endtoend.CrashScenario.REPAIR;
import static io.sluice.endtoend.CrashScenario.RUN;
import static io.sluice.endtoend.CrashScenario.SERVE;
import static io.sluice.endtoend.CrashScenario.SYNC;
import static io.sluice.endtoend.CrashSweepIT.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Point;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    CrashRun run = new CrashRun(directory);
    Set<String> passed = new TreeSet<>();
    for (CrashScenario scenario : EnumSet.of(RUN, REPAIR, SERVE)) {
      passed.addAll(run.trace(scenario).keySet());
    }
    passed.addAll(passedWhereReservationsLeaveATrace());
    passed.addAll(passedWhereCommitsAreFollowed());
    assertEquals(
        Point.all().stream().map(Point::name).collect(Collectors.toCollection(TreeSet::new)),
        passed);
  }

  private List<String> passedWhereReservationsLeaveATrace() throws Exception {
    Path trace = directory.resolve("darwin.trace");
    String option = "-D" + Failpoints.TRACE_PROPERTY + "=" + trace;
    try (DarwinSite darwin = new DarwinSite(directory.resolve("darwin"))) {
      darwin.site().writeMany(1);
      try (SluiceProcess sync = darwin.site().startWith(List.of(option), "sync", "--json")) {
        assertEquals(0, sync.awaitExit(), sync::toString);
      }
    }
    return Files.readAllLines(trace);
  }

  private List<String> passedWhereCommitsAreFollowed() throws Exception {
    Path trace = directory.resolve("clarifai.trace");
    String option = "-D" + Failpoints.TRACE_PROPERTY + "=" + trace;
    try (ClarifaiSite clarifai = new ClarifaiSite(directory.resolve("clarifai"))) {
      clarifai.site().folder("annotations: required");
      clarifai.site().write("one.png", ImageFiles.png("one"));
      clarifai.site().write("one.json", SidecarSite.box("a").getBytes(StandardCharsets.UTF_8));
      try (SluiceProcess sync = clarifai.site().startWith(List.of(option), "sync", "--json")) {
        assertEquals(0, sync.awaitExit(), sync::toString);
      }
    }
    return Files.readAllLines(trace);
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
