package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Cycles of a daemon that is killed at a random time while files arrive, with its dataset server in
 * another process. Now and then one daemon is left alone until everything is uploaded; then all is
 * checked, and what was checked is taken out of the folder.
 */
final class KillCycles implements AutoCloseable {
  private static final int EARLIEST_MILLIS = 50;
  private static final int LATEST_MILLIS = 3_000;

  /** After its start, so that it meets what is done about the process before; all others later. */
  private static final int EARLY_MILLIS = 2_000;

  private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(10);

  private final int cycles;
  private final int filesEach;
  private final int checkEvery;
  private final long seed;
  private final Random random;
  private final Site site;
  private final SluiceProcess server;
  private final List<String> faults = new ArrayList<>();
  private final ExecutorService producing = Executors.newSingleThreadExecutor();

  /** What has arrived since the last check: content and time of change by path. */
  private final NavigableMap<String, Arrived> arrived = new TreeMap<>();

  private final long startNanos = System.nanoTime();
  private int kills;
  private int earlyKills;
  private int killsAmidWork;
  private int checks;
  private long total;

  private record Arrived(String sha256, long modifiedMillis) {}

  /**
   * @param filesEach how many files arrive in each cycle
   * @param checkEvery cycles between two checks; there is one at the end in any case
   */
  KillCycles(Path root, int cycles, int filesEach, int checkEvery, long seed) throws IOException {
    this.cycles = cycles;
    this.filesEach = filesEach;
    this.checkEvery = checkEvery;
    this.seed = seed;
    this.random = new Random(seed);
    this.site = new Site(root);
    this.server = start("serve", "--port", "0", "--data", site.data().toString());
    await()
        .atMost(SluiceProcess.PATIENCE)
        .until(() -> server.out().contains("page link: ") || !server.isAlive());
    site.remote(
        server.serverUrl(),
        site.data().resolve("api-key"),
        "requests-per-second: 1000",
        "batch-wait: 50ms");
    site.folder("settle: { quiet-period: 100ms }");
    site.rest("report: { interval: 500ms }");
  }

  private SluiceProcess start(String command, String... arguments) throws IOException {
    List<String> options = new ArrayList<>(PackagedJar.quickStart());
    options.add("-Xmx256m");
    Path temporary = Files.createDirectories(site.root().resolve("tmp"));
    options.add("-Djava.io.tmpdir=" + temporary);
    return site.startWith(options, command, arguments);
  }

  void run() throws Exception {
    System.out.println("kill cycles: seed " + seed);
    for (int cycle = 1; cycle <= cycles; cycle++) {
      cycle(cycle);
      if (cycle % checkEvery == 0 || cycle == cycles) {
        catchUp();
        check("after cycle " + cycle);
        System.out.println("cycle " + cycle + ": " + summary());
      }
    }
  }

  private void cycle(int number) throws Exception {
    boolean early = number % 5 == 0;
    int latest = early ? EARLY_MILLIS : LATEST_MILLIS;
    int killAt = EARLIEST_MILLIS + random.nextInt(latest - EARLIEST_MILLIS);
    try (SluiceProcess daemon = start("run")) {
      Future<Boolean> producer = producing.submit(() -> arriveAll(number));
      if (!early) {
        awaitWatching(daemon);
      }
      Pause.of(Duration.ofMillis(killAt));
      if (!daemon.isAlive()) {
        faults.add("the daemon of cycle " + number + " ended by itself: " + daemon);
      }
      daemon.kill();
      kills++;
      earlyKills += early ? 1 : 0;
      killsAmidWork += isWatching(daemon) ? 1 : 0;
      // The files go on arriving after the kill, and are there when the next one starts.
      producer.get();
    }
  }

  private static void awaitWatching(SluiceProcess daemon) {
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> isWatching(daemon) || !daemon.isAlive());
  }

  private static boolean isWatching(SluiceProcess daemon) {
    return daemon.err().contains("watching");
  }

  private boolean arriveAll(int cycle) throws IOException {
    for (int i = 0; i < filesEach; i++) {
      arrive("batch-" + cycle + "/" + i + ".png");
    }
    return true;
  }

  private void arrive(String name) throws IOException {
    byte[] image = ImageFiles.png("seed " + seed + " " + name, 900);
    Path file = site.write(name, image);
    total++;
    arrived.put(
        "/" + name, new Arrived(Site.sha256(image), Files.getLastModifiedTime(file).toMillis()));
  }

  private void catchUp() throws Exception {
    Pattern done = Pattern.compile(" uploaded=" + total + " .* pending=0 ");
    try (SluiceProcess daemon = start("run")) {
      await()
          .atMost(LONGEST_CATCH_UP)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !daemon.isAlive() || done.matcher(daemon.err()).find());
      daemon.signal("TERM");
      same("exit code", 143, daemon.awaitExit());
    }
  }

  private void check(String when) throws Exception {
    checks++;
    checkDataset(when);
    try (LedgerFile ledger = new LedgerFile(site.ledger())) {
      same(when + ", integrity", List.of(), ledger.faults());
      same(when + ", kept counts", List.of(), ledger.countsThatDiffer());
      same(when + ", unfinished", List.of(), ledger.unfinished());
      same(
          when + ", states",
          List.of("UPLOADED " + total),
          ledger.texts("SELECT state || ' ' || count(*) FROM sighting GROUP BY state"));
    }
    same(when + ", left in the state directory", List.of(), StateFiles.leftIn(site.state()));
    takeOut(when);
  }

  private void checkDataset(String when) throws Exception {
    NavigableMap<String, String> wanted = new TreeMap<>();
    arrived.forEach((path, file) -> wanted.put(path, file.sha256()));
    NavigableMap<String, String> stored = new TreeMap<>();
    try (LedgerFile images = new LedgerFile(site.data().resolve("server.db"))) {
      same(
          when + ", images",
          List.of(Long.toString(total)),
          images.texts("SELECT count(*) FROM image"));
      for (String line :
          images.texts("SELECT directory_path || '/' || filename || ' ' || sha256 FROM image")) {
        int space = line.lastIndexOf(' ');
        if (wanted.containsKey(line.substring(0, space))) {
          stored.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    }
    same(when + ", dataset", wanted, stored);
    for (String sha256 : stored.values()) {
      Path blob = site.data().resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
      same(when + ", bytes", sha256, Site.sha256(Files.readAllBytes(blob)));
    }
  }

  /** The folder is as it was left; what was checked goes, so that it does not grow for ever. */
  private void takeOut(String when) throws IOException {
    for (var entry : arrived.entrySet()) {
      Path file = site.inbox().resolve(entry.getKey().substring(1));
      Arrived was = entry.getValue();
      Arrived now =
          new Arrived(
              Site.sha256(Files.readAllBytes(file)), Files.getLastModifiedTime(file).toMillis());
      same(when + ", " + file, was, now);
      Files.delete(file);
    }
    arrived.clear();
  }

  private void same(String what, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      faults.add(what + ": wanted " + shown(wanted) + ", found " + shown(found));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "...";
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  String summary() {
    return "kill cycles: seed %d, %d cycles of %d files, %d kills (%d within %d ms, %d while it"
            .formatted(seed, cycles, filesEach, kills, earlyKills, EARLY_MILLIS, killsAmidWork)
        + " watched and uploaded), %d checks, %d files in the dataset, %d faults, %d s"
            .formatted(
                checks, total, faults.size(), (System.nanoTime() - startNanos) / 1_000_000_000);
  }

  @Override
  public void close() {
    producing.shutdownNow();
    server.close();
  }
}
