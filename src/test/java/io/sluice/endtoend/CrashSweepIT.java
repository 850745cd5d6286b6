package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is halted at every point, at its first, second, third ... passage, as often as a run
 * that is left alone passes it; then another one goes on, and everything is checked.
 *
 * <p>{@code -Dsweep.points=REGEX} chooses points, {@code -Dsweep.passages=N} how many passages, and
 * {@code -Dsweep.from=N} where to begin when a sweep was broken off.
 */
@Tag("sweep")
final class CrashSweepIT {
  private static final int AT_ONCE = Integer.getInteger("sweep.at-once", 2);
  private static final int FIRST = Integer.getInteger("sweep.from", 1);
  private static final int MOST = Integer.getInteger("sweep.passages", 20);
  private static final Pattern CHOSEN = Pattern.compile(System.getProperty("sweep.points", ".*"));

  @TempDir private static Path directory;

  static Point point(String name) {
    return Point.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Point> points(CrashRun run, CrashScenario scenario) throws Exception {
    return chosen(run.trace(scenario)).keySet().stream().map(CrashSweepIT::point).toList();
  }

  private static NavigableMap<String, Integer> chosen(NavigableMap<String, Integer> passages) {
    passages.keySet().removeIf(name -> !CHOSEN.matcher(name).matches());
    return passages;
  }

  @Test
  void sync() throws Exception {
    sweep(CrashScenario.SYNC, MOST, ".*");
  }

  @Test
  void repair() throws Exception {
    sweep(
        CrashScenario.REPAIR,
        MOST,
        "(requeued-row|planned-row|sent-row|uploaded-row|commit-call|find-call)\\..*");
  }

  @Test
  void retry() throws Exception {
    sweep(
        CrashScenario.RETRY,
        MOST,
        "(scan|ready-row|planned-row|sent-row|uploaded-row|found-told)\\..*");
  }

  @Test
  void daemon() throws Exception {
    sweep(
        CrashScenario.RUN,
        MOST,
        "(report-line|scan|settling-row|find-call|sent-row|uploaded-row|outcome-told)\\..*");
  }

  @Test
  void datasetServer() throws Exception {
    sweep(CrashScenario.SERVE, MOST, "server-.*");
  }

  /** Recovery from a commit whose answer was not recorded, itself halted at every point. */
  @Test
  void twice() throws Exception {
    CrashRun run = new CrashRun(directory);
    List<Callable<String>> cycles = new ArrayList<>();
    for (Point second : points(run, CrashScenario.SYNC)) {
      for (String first : List.of("commit-call.after")) {
        cycles.add(
            () -> {
              run.crash(CrashScenario.SYNC, point(first), 2, Optional.of(second));
              return first + ", " + second.name();
            });
      }
    }
    for (Point second : points(run, CrashScenario.REPAIR)) {
      if (second.name().matches("(ledger-open|lease|list-call|find-call|uploaded-row)\\..*")) {
        cycles.add(
            () -> {
              run.crash(CrashScenario.REPAIR, point("commit-call.after"), 1, Optional.of(second));
              return "repair, " + second.name();
            });
      }
    }
    finish("twice", run, cycles);
  }

  /** The platform has acted and its answer is lost, whatever was asked. */
  @Test
  void lostAnswers() throws Exception {
    CrashRun run = new CrashRun(directory);
    List<Callable<String>> cycles = new ArrayList<>();
    for (int i = 1; i <= 25; i++) {
      int request = i;
      cycles.add(() -> "answer " + request + ": " + run.killBeforeAnswer(request));
    }
    finish("lost answers", run, cycles);
  }

  /** All first passages, then all second ones ...: one that is broken off has seen every point. */
  private static void sweep(CrashScenario scenario, int most, String chosen) throws Exception {
    CrashRun run = new CrashRun(directory);
    NavigableMap<String, Integer> passages = chosen(run.trace(scenario));
    passages.keySet().removeIf(name -> !name.matches(chosen));
    List<Callable<String>> cycles = new ArrayList<>();
    for (int i = FIRST; i <= most; i++) {
      int passage = i;
      passages.forEach(
          (name, count) -> {
            if (passage <= count) {
              cycles.add(
                  () ->
                      "%s:%d %s"
                          .formatted(
                              name,
                              passage,
                              run.crash(scenario, point(name), passage, Optional.empty())));
            }
          });
    }
    finish(scenario + " at " + passages.size() + " points", run, cycles);
  }

  /** A long run shows how far it is, and keeps what it found when it is broken off. */
  private static Function<Callable<String>, Callable<Boolean>> told(String name) {
    return work ->
        () -> {
          System.out.println(name + ": " + work.call());
          return true;
        };
  }

  private static void finish(String name, CrashRun run, List<Callable<String>> work)
      throws Exception {
    System.out.println(name + ": " + work.size() + " cycles");
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Boolean> done : threads.invokeAll(work.stream().map(told(name)).toList())) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "%s: %d planned, %d cycles, %d halted, %d of them twice, %d faults, %d s%n",
        name,
        work.size(),
        run.cycles(),
        run.halted(),
        run.haltedAgain(),
        run.faults().size(),
        (System.nanoTime() - start) / 1_000_000_000);
    assertTrue(run.halted() > 0 || work.isEmpty(), "nothing was halted");
    assertEquals("", String.join("\n", run.faults()));
  }
}
