package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Processes that are halted at points, and what is checked when they went on. */
final class CrashRun {
  /** What became of one process that was to be halted. */
  enum End {
    HALTED,
    PASSED
  }

  /** What is run, until it halts. */
  enum Scenario {
    SYNC,
    REPAIR,
    RETRY,
    RUN,
    SERVE
  }

  private static final Pattern CAUGHT_UP = Pattern.compile(" uploaded=9 .* pending=0 ");
  private static final Pattern LATE_ONE_TOO = Pattern.compile(" uploaded=10 .* pending=0 ");
  private static final String LATE = "b/2.png";
  private static final List<String> SYNC = List.of("sync", "--json");

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
  End crash(Scenario scenario, Point point, int passage, Optional<Point> second) throws Exception {
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
      prepare(scenario, scene);
      if (point.name().startsWith("failure-rotation")) {
        fillLog(scene);
      }
      crashed =
          scenario == Scenario.SERVE
              ? halveServer(scene, point, passage)
              : halve(scene, scenario, at(point, passage));
      scene.awaitQuietServer();
      Set<String> had = new HashSet<>(scene.client().digests(Site.DATASET).values());
      int sent = scene.front().stored().size();
      if (second.isPresent()) {
        countAgain(halve(scene, scenario, at(second.get(), 1)));
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
        SluiceProcess process = scene.start(List.of(), command(Scenario.SYNC))) {
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
      add(where, recover(Scenario.SYNC, scene, had, scene.front().stored().size(), false));
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
  NavigableMap<String, Integer> trace(Scenario scenario) throws Exception {
    Path directory = Files.createTempDirectory(root, "trace-");
    Path file = root.resolve(scenario + ".trace");
    List<String> options = List.of("-D" + Failpoints.TRACE_PROPERTY + "=" + file);
    try (CrashScene scene = new CrashScene(directory)) {
      prepare(scenario, scene);
      if (scenario == Scenario.SYNC || scenario == Scenario.RUN) {
        fillLog(scene);
      }
      if (scenario == Scenario.SERVE) {
        try (ServedScene served = new ServedScene(scene)) {
          served.start(options);
          served.sync();
        }
      } else {
        halve(scene, scenario, options);
      }
    }
    NavigableMap<String, Integer> passages = new TreeMap<>();
    Files.readAllLines(file).forEach(line -> passages.merge(line, 1, Integer::sum));
    return passages;
  }

  private static void prepare(Scenario scenario, CrashScene scene) throws Exception {
    if (scenario == Scenario.REPAIR || scenario == Scenario.RETRY) {
      scene.syncHere();
      scene.anotherDay();
      scene.inboxChanged();
    }
    if (scenario == Scenario.REPAIR) {
      for (String lost : List.of("/a/1.png", "/b/1.png", "/old/kept.png", "/a/large.png")) {
        scene.client().delete(Site.DATASET, lost);
      }
    }
    if (scenario == Scenario.RUN) {
      Files.delete(scene.site().inbox().resolve(LATE));
      scene.inboxChanged();
    }
    if (scenario == Scenario.RETRY) {
      scene.client().delete(Site.DATASET, "/taken.png");
      scene.site().write("half.png", ImageFiles.png("half"));
      scene.inboxChanged();
    }
  }

  private static String[] command(Scenario scenario) {
    return switch (scenario) {
      case SYNC, SERVE -> SYNC.toArray(String[]::new);
      case REPAIR -> new String[] {"verify", "--repair", "--json"};
      case RETRY -> new String[] {"retry", "--json"};
      case RUN -> new String[] {"run"};
    };
  }

  /** Whether the process was halted rather than come to its end. */
  private static boolean halve(CrashScene scene, Scenario scenario, List<String> options)
      throws Exception {
    try (SluiceProcess process = scene.start(options, command(scenario))) {
      if (scenario == Scenario.RUN) {
        endOfDaemon(scene, process);
      }
      int code = process.awaitExit();
      if (code == 1 || code == 2) {
        throw new AssertionError("ended with " + code + ": " + process);
      }
      return code == 137;
    }
  }

  /** A file arrives when all that was there has been dealt with; then the daemon is stopped. */
  private static void endOfDaemon(CrashScene scene, SluiceProcess process) throws Exception {
    awaitLine(process, CAUGHT_UP);
    scene.listingTooOld();
    scene.site().writeQuietly(LATE);
    scene.inboxChanged();
    awaitLine(process, LATE_ONE_TOO);
    if (process.isAlive()) {
      process.signal("TERM");
    }
  }

  private static void awaitLine(SluiceProcess process, Pattern line) {
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || line.matcher(process.err()).find());
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
      Scenario scenario, CrashScene scene, Set<String> had, int sent, boolean here)
      throws Exception {
    if (scenario == Scenario.REPAIR || scenario == Scenario.RETRY) {
      halve(scene, scenario, List.of());
    }
    Synced last = here ? scene.site().syncHere() : lastSync(scene);
    CrashChecks checks = new CrashChecks(scene).sentOnce(had, sent);
    List<String> found =
        (scenario == Scenario.RETRY ? checks.ofMended(last) : checks.ofSync(last)).faults();
    return found.isEmpty() ? found : withOutput(found, last);
  }

  private static Synced lastSync(CrashScene scene) throws Exception {
    try (SluiceProcess process = scene.start(List.of(), SYNC.toArray(String[]::new))) {
      return Site.synced(process);
    }
  }

  private static List<String> withOutput(List<String> found, Synced last) {
    List<String> all = new ArrayList<>(found);
    all.add(last.shown());
    return all;
  }
}
