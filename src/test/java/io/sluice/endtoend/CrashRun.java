package io.sluice.endtoend;

import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes that are halted at points, and what is checked when they went on. */
final class CrashRun {
  /** What became of one process that was to be halted. */
  enum End {
    HALTED,
    PASSED
  }

  private final Path root;
  private final List<String> faults = new ArrayList<>();
  private int halted;
  private int haltedAgain;
  private int cycles;

  /**
   * @param root for the directories of scenes
   */
  CrashRun(Path root) {
    this.root = root;
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized int halted() {
    return halted;
  }

  /** How often the process after a halted one was halted, too. */
  synchronized int haltedAgain() {
    return haltedAgain;
  }

  synchronized int cycles() {
    return cycles;
  }

  private synchronized void count(boolean haltedNow) {
    cycles++;
    halted += haltedNow ? 1 : 0;
  }

  private synchronized void countAgain(boolean haltedNow) {
    haltedAgain += haltedNow ? 1 : 0;
  }

  private synchronized void add(String where, List<String> found) {
    for (String fault : found) {
      faults.add(where + ": " + fault);
      System.out.println("FAULT " + where + ": " + fault);
    }
  }

  /**
   * One cycle: a process is halted at a passage, another one goes on, and everything is checked.
   * After a later passage than the first, a run in this process goes on, which takes half the time.
   *
   * @param second where the next process is halted too
   */
  End crash(CrashScenario scenario, Point point, int passage, Optional<Point> second)
      throws Exception {
    String where =
        scenario
            + " "
            + point.name()
            + ":"
            + passage
            + second.map(p -> " then " + p.name()).orElse("");
    Path directory = Files.createTempDirectory(root, "scene-");
    boolean crashed;
    try (CrashScene scene = new CrashScene(directory)) {
      scenario.prepare(scene);
      if (point.name().startsWith("failure-rotation")) {
        fillLog(scene);
      }
      crashed =
          scenario == CrashScenario.SERVE
              ? halveServer(scene, point, passage)
              : scenario.halve(scene, at(point, passage));
      scene.awaitQuietServer();
      Set<String> had = new HashSet<>(scene.client().digests(Site.DATASET).values());
      int sent = scene.front().stored().size();
      if (second.isPresent()) {
        countAgain(scenario.halve(scene, at(second.get(), 1)));
        scene.awaitQuietServer();
      }
      add(where, recover(scenario, scene, had, sent, passage > 1 && second.isEmpty()));
    } catch (AssertionError | Exception e) {
      add(where, List.of(e.toString()));
      crashed = false;
    }
    count(crashed);
    Scratch.delete(directory);
    return crashed ? End.HALTED : End.PASSED;
  }

  /** Kills a sync when its n-th request was served and before that is answered. */
  End killBeforeAnswer(int request) throws Exception {
    String where = "answer " + request + " is lost";
    Path directory = Files.createTempDirectory(root, "scene-");
    AtomicInteger left = new AtomicInteger(request);
    boolean killed;
    try (CrashScene scene = new CrashScene(directory);
        SluiceProcess process = scene.start(List.of(), CrashScenario.SYNC.command())) {
      scene
          .front()
          .whenServed(
              served -> {
                if (left.decrementAndGet() == 0) {
                  process.kill();
                }
              });
      killed = process.awaitExit() == 137;
      scene.awaitQuietServer();
      scene.front().whenServed(served -> {});
      Set<String> had = new HashSet<>(scene.client().digests(Site.DATASET).values());
      add(where, recover(CrashScenario.SYNC, scene, had, scene.front().stored().size(), false));
    } catch (AssertionError | Exception e) {
      add(where, List.of(e.toString()));
      killed = false;
    }
    count(killed);
    Scratch.delete(directory);
    return killed ? End.HALTED : End.PASSED;
  }

  private static void fillLog(CrashScene scene) throws Exception {
    Path log = scene.site().state().resolve("failures.jsonl");
    Files.write(log, new byte[10_000_001]);
    Files.writeString(log.resolveSibling("failures.jsonl.1"), "older\n");
  }

  private static List<String> at(Point point, int passage) {
    return List.of("-D" + Failpoints.PROPERTY + "=" + point.name() + ":" + passage);
  }

  /** The points that a scenario passes, and how often. */
  NavigableMap<String, Integer> trace(CrashScenario scenario) throws Exception {
    Path directory = Files.createTempDirectory(root, "trace-");
    Path file = root.resolve(scenario + ".trace");
    List<String> options = List.of("-D" + Failpoints.TRACE_PROPERTY + "=" + file);
    try (CrashScene scene = new CrashScene(directory)) {
      scenario.prepare(scene);
      if (scenario == CrashScenario.SYNC || scenario == CrashScenario.RUN) {
        fillLog(scene);
      }
      if (scenario == CrashScenario.SERVE) {
        try (ServedScene served = new ServedScene(scene)) {
          served.start(options);
          served.sync();
        }
      } else {
        scenario.halve(scene, options);
      }
    }
    NavigableMap<String, Integer> passages = new TreeMap<>();
    Files.readAllLines(file).forEach(line -> passages.merge(line, 1, Integer::sum));
    return passages;
  }

  private boolean halveServer(CrashScene scene, Point point, int passage) throws Exception {
    try (ServedScene served = new ServedScene(scene)) {
      boolean halted = served.start(at(point, passage));
      if (halted) {
        served.start(List.of());
        served.sync();
        return true;
      }
      return served.syncWhileItHalts();
    }
  }

  private static List<String> recover(
      CrashScenario scenario, CrashScene scene, Set<String> had, int sent, boolean here)
      throws Exception {
    if (scenario == CrashScenario.REPAIR || scenario == CrashScenario.RETRY) {
      scenario.halve(scene, List.of());
    }
    Synced last = here ? scene.site().syncHere() : lastSync(scene);
    CrashChecks checks = new CrashChecks(scene).sentOnce(had, sent);
    List<String> found =
        (scenario == CrashScenario.RETRY ? checks.ofMended(last) : checks.ofSync(last)).faults();
    return found.isEmpty() ? found : withOutput(found, last);
  }

  private static Synced lastSync(CrashScene scene) throws Exception {
    try (SluiceProcess process = scene.start(List.of(), CrashScenario.SYNC.command())) {
      return Site.synced(process);
    }
  }

  private static List<String> withOutput(List<String> found, Synced last) {
    List<String> all = new ArrayList<>(found);
    all.add(last.shown());
    return all;
  }
}
