package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sluice.app.FolderSync;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.endtoend.ImageFiles;
import io.sluice.endtoend.SluiceProcess;
import io.sluice.event.IngestListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A hot folder, a state directory and a configuration for a fault server. */
final class FaultSite {
  static final int WORKERS = 4;

  private final Path root;
  private final List<Long> runsBegunNanos = new ArrayList<>();
  private int requestsPerSecond = 100;
  private int batchSize = 1;

  FaultSite(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(inbox());
    Files.createDirectories(logs());
    Files.writeString(keyFile(), Platform.KEY + "\n");
    Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-------"));
  }

  FaultSite batches(int size) {
    batchSize = size;
    return this;
  }

  FaultSite requestsPerSecond(int most) {
    requestsPerSecond = most;
    return this;
  }

  int requestsPerSecond() {
    return requestsPerSecond;
  }

  Path inbox() {
    return root.resolve("inbox");
  }

  Path state() {
    return root.resolve("state");
  }

  Path ledger() {
    return state().resolve("ledger.db");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path journal() {
    return root.resolve("journal.txt");
  }

  /** When each run began. */
  List<Long> runsBegunNanos() {
    return List.copyOf(runsBegunNanos);
  }

  private Path keyFile() {
    return root.resolve("key");
  }

  /** Writes PNGs {@code class-0/0.png}, {@code class-1/1.png} and so on, an hour old. */
  FaultSite files(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      file("class-" + i % 10 + "/" + i + ".png", 0);
    }
    return this;
  }

  /** Writes a PNG of at least that size, an hour old, with its name in it. */
  FaultSite file(String name, int bytes) throws IOException {
    Path file = inbox().resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageFiles.png(name, bytes));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    return this;
  }

  private Path configuration(String url, String... network) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("state-dir: " + state());
    lines.addAll(List.of(network));
    lines.addAll(List.of("targets:", "  store:", "    type: pictograph", "    url: " + url));
    lines.add("    api-key-file: " + keyFile());
    lines.add("    workers: " + WORKERS);
    lines.add("    requests-per-second: " + requestsPerSecond);
    lines.add("    batch-size: " + batchSize);
    lines.addAll(List.of("folders:", "  - path: " + inbox(), "    dataset: pictures"));
    return Files.write(root.resolve("sluice.yaml"), lines);
  }

  /** Syncs, in this process, with short time-outs. */
  SyncEnd sync(String url, String... network) throws Exception {
    return sync(url, event -> {}, network);
  }

  /** The same, and somebody is told of what happens. */
  SyncEnd sync(String url, IngestListener events, String... network) throws Exception {
    assertNotNull(System.getProperty("sluice.timeout-percent"), "run it as the build does");
    Environment environment = new Environment(Map.of(), root, root);
    SluiceConfig config = ConfigLoader.load(configuration(url, network), environment);
    runsBegunNanos.add(System.nanoTime());
    return RunThreads.within(
        () -> {
          try (FolderSync sync = FolderSync.open(config, config.folders(), events)) {
            return SyncEnd.of(sync.run());
          }
        });
  }

  /** Starts a command of the packaged jar, with short time-outs. */
  SluiceProcess start(String url, String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-c", configuration(url).toString()));
    line.addAll(List.of(arguments));
    runsBegunNanos.add(System.nanoTime());
    return SluiceProcess.start(
        root,
        logs(),
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dsluice.timeout-percent=3"),
        line);
  }

  /** Syncs by the packaged jar. */
  SyncEnd syncByJar(String url) throws Exception {
    try (SluiceProcess process = start(url, "sync", "--json", "-v")) {
      int code = process.awaitExit();
      return SyncEnd.of(code, new JsonMapper().readTree(process.out()));
    }
  }
}
