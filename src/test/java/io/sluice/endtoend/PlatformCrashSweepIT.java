package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Failpoints;
import io.sluice.jar.PackagedJar;
import io.sluice.target.darwin.DarwinItems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link CrashSweepIT}, on platforms whose uploads take steps that a dataset server has not:
 * reservations that leave a trace, processing that is followed, annotations. A sync is halted at
 * every passage of every point that it passes, up to the twentieth; the next one must find all of
 * it done, or do it, once.
 */
@Tag("sweep")
final class PlatformCrashSweepIT {
  private static final int HALTED = 137;

  private static final int WORKERS = 3;
  private static final int GROUP = 2;

  /**
   * Twenty groups. Each worker may have asked for the registration of one when the process ends;
   * only the platform can say what came of that, and is asked again.
   */
  private static final int FILES = 20 * GROUP;

  private static final int AT_ONCE = Integer.getInteger("sweep.at-once", 2);
  private static final int FIRST = Integer.getInteger("sweep.from", 1);
  private static final int MOST = Integer.getInteger("sweep.passages", 20);
  private static final Pattern CHOSEN = Pattern.compile(System.getProperty("sweep.points", ".*"));

  @TempDir private static Path directory;

  /** A site with files, a sync that is halted or traced, and what holds after the next one. */
  private interface Cycle {
    /**
     * @param option of the JVM
     * @param point where it is halted; empty for nowhere
     * @return whether it was halted
     */
    boolean run(Path root, String option, String point) throws Exception;
  }

  @Test
  void darwin() throws Exception {
    sweep("darwin", PlatformCrashSweepIT::darwin);
  }

  @Test
  void clarifai() throws Exception {
    sweep("clarifai", PlatformCrashSweepIT::clarifai);
  }

  private static boolean darwin(Path root, String option, String point) throws Exception {
    try (DarwinSite darwin =
        new DarwinSite(root, "workers: 3", "batch-size: 2", "batch-wait: 50ms")) {
      darwin.server().with(state -> state.reissue());
      darwin.site().writeMany(FILES);
      boolean halted = sync(darwin.site(), option);
      darwin.site().syncHere(0).addsUp();
      darwin.assertAllConfirmedOnce();
      darwin.assertLedgerIsDone();
      List<String> registered = DarwinItems.registered(darwin.server());
      assertEquals(FILES, Set.copyOf(registered).size(), point);
      assertTrue(registered.size() <= FILES + WORKERS * GROUP, () -> point + " " + registered);
      return halted;
    }
  }

  private static boolean clarifai(Path root, String option, String point) throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(root, "workers: 3", "batch-size: 2")) {
      Site site = clarifai.site();
      site.folder("annotations: required", SidecarSite.QUICK);
      clarifai.server().processing().after(1);
      for (int i = 0; i < FILES; i++) {
        site.write(i + ".png", ImageFiles.png("image " + i));
        site.write(i + ".json", SidecarSite.box("a", "b").getBytes(StandardCharsets.UTF_8));
      }
      boolean halted = sync(site, option);
      clarifai.server().processing().after(0);
      site.syncHere(0).addsUp();
      assertEquals(FILES, clarifai.server().inputs().size(), point);
      assertEquals(FILES, clarifai.posted(), point);
      assertEquals(2 * FILES, clarifai.server().annotations().size(), point);
      for (int i = 0; i < FILES; i++) {
        List<String> concepts = clarifai.server().annotations().concepts(String.valueOf(i));
        assertEquals(List.of("a", "b"), concepts, point);
      }
      assertEquals(List.of(), clarifai.server().violations(), point);
      try (LedgerFile ledger = new LedgerFile(site.ledger())) {
        assertEquals(List.of(), ledger.unfinished(), point);
        assertEquals(Set.of("UPLOADED"), Set.copyOf(ledger.states().values()), point);
      }
      return halted;
    }
  }

  private static boolean sync(Site site, String option) throws Exception {
    List<String> jvm = new ArrayList<>(PackagedJar.quickStart());
    jvm.addAll(List.of("-Xmx128m", option));
    try (SluiceProcess process = site.startWith(jvm, "sync", "--json")) {
      int code = process.awaitExit();
      assertTrue(code == HALTED || code == 0, process::toString);
      return code == HALTED;
    }
  }

  private static void sweep(String name, Cycle cycle) throws Exception {
    NavigableMap<String, Integer> passages = passages(name, cycle);
    List<Callable<Boolean>> work = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (int i = FIRST; i <= MOST; i++) {
      int passage = i;
      passages.forEach(
          (point, count) -> {
            if (passage <= count) {
              work.add(() -> halt(name, cycle, point, passage, faults));
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    int halted = 0;
    try {
      for (Future<Boolean> done : threads.invokeAll(work)) {
        halted += done.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "%s at %d points: %d cycles, %d halted, %d faults%n",
        name, passages.size(), work.size(), halted, faults.size());
    assertTrue(halted > 0, "nothing was halted");
    assertEquals("", String.join("\n", faults));
  }

  private static NavigableMap<String, Integer> passages(String name, Cycle cycle) throws Exception {
    Path trace = directory.resolve(name + ".trace");
    cycle.run(
        Files.createTempDirectory(directory, name),
        "-D" + Failpoints.TRACE_PROPERTY + "=" + trace,
        "");
    NavigableMap<String, Integer> passages = new TreeMap<>();
    Files.readAllLines(trace).forEach(line -> passages.merge(line, 1, Integer::sum));
    passages.keySet().removeIf(point -> !CHOSEN.matcher(point).matches());
    System.out.println(name + ": " + passages);
    return passages;
  }

  private static boolean halt(
      String name, Cycle cycle, String point, int passage, List<String> faults) throws Exception {
    String where = name + ": " + point + ":" + passage;
    Path root = Files.createTempDirectory(directory, name);
    boolean halted = false;
    try {
      String option = "-D" + Failpoints.PROPERTY + "=" + point + ":" + passage;
      halted = cycle.run(root, option, point);
      System.out.println(where + (halted ? " HALTED" : " PASSED"));
    } catch (AssertionError | Exception e) {
      System.out.println("FAULT " + where + ": " + e);
      synchronized (faults) {
        faults.add(where + ": " + e);
      }
    }
    Scratch.delete(root);
    return halted;
  }
}
