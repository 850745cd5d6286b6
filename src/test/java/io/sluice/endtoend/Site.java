package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.hash.Hashing;
import io.sluice.cli.CommandHere;
import io.sluice.datasetserver.DatasetServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One test's hot folder, state directory and configuration. */
final class Site {
  static final String DATASET = "pictures";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path root;
  private final List<String> target = new ArrayList<>();
  private final List<String> folder = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();

  /**
   * @param root an empty directory; everything is below it
   */
  Site(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(inbox());
    embedded();
  }

  Path root() {
    return root;
  }

  Path inbox() {
    return root.resolve("inbox");
  }

  Path state() {
    return root.resolve("state");
  }

  Path data() {
    return root.resolve("data");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path ledger() {
    return state().resolve("ledger.db");
  }

  /** As if nothing had ever been uploaded from here. */
  void forgetLedger() throws IOException {
    try (Stream<Path> files = Files.list(state())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ledger")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The target is the embedded server, on a free port. */
  Site embedded() {
    target.clear();
    target.addAll(List.of("type: embedded", "port: 0", "data-dir: " + data()));
    return this;
  }

  /** The target takes few requests, each for one file, so that a run can be met in its middle. */
  Site paced(int requestsPerSecond) {
    target.add("requests-per-second: " + requestsPerSecond);
    target.add("batch-size: 1");
    return this;
  }

  /** The target is a server outside. */
  Site remote(String url, Path keyFile, String... lines) {
    target.clear();
    target.addAll(List.of("type: pictograph", "url: " + url, "api-key-file: " + keyFile));
    target.addAll(List.of(lines));
    return this;
  }

  /** The target is a Clarifai outside. */
  Site clarifai(String url, Path keyFile, String user, String app, String... lines) {
    target.clear();
    target.addAll(List.of("type: clarifai", "url: " + url, "api-key-file: " + keyFile));
    target.addAll(List.of("user-id: " + user, "app-id: " + app));
    target.addAll(List.of(lines));
    return this;
  }

  /** The target is a Darwin outside. */
  Site darwin(String url, Path keyFile, String... lines) {
    target.clear();
    target.addAll(List.of("type: darwin", "url: " + url, "api-key-file: " + keyFile));
    target.addAll(List.of(lines));
    return this;
  }

  /** Replaces the folder's further settings. */
  Site folder(String... lines) {
    folder.clear();
    folder.addAll(List.of(lines));
    return this;
  }

  /** Replaces what stands at the end of the configuration: more folders, then other sections. */
  Site rest(String... lines) {
    rest.clear();
    rest.addAll(List.of(lines));
    return this;
  }

  /** Writes the configuration, and says where. */
  Path configuration() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("state-dir: " + state());
    lines.add("targets:");
    lines.add("  store:");
    target.forEach(line -> lines.add("    " + line));
    lines.add("folders:");
    lines.add("  - path: " + inbox());
    lines.add("    dataset: " + DATASET);
    folder.forEach(line -> lines.add("    " + line));
    lines.addAll(rest);
    return Files.write(root.resolve("sluice.yaml"), watchedAsAsked(lines));
  }

  /**
   * With {@code -Dsluice.it.watch=off} no folder is watched, unless it says itself how: then what a
   * test wants has to happen by scans alone, which are made more often.
   */
  private static List<String> watchedAsAsked(List<String> lines) {
    if (isWatching()) {
      return lines;
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      all.add(lines.get(i));
      if (lines.get(i).startsWith("  - path: ")) {
        List<String> own = settings(lines.subList(i + 1, lines.size()));
        addUnlessSet("watch: ", "off", own, all);
        addUnlessSet("rescan-interval: ", "1s", own, all);
      }
    }
    return all;
  }

  private static void addUnlessSet(String key, String value, List<String> own, List<String> all) {
    if (own.stream().noneMatch(line -> line.strip().startsWith(key))) {
      all.add("    " + key + value);
    }
  }

  private static List<String> settings(List<String> following) {
    return following.stream().takeWhile(line -> line.startsWith("    ")).toList();
  }

  /** Whether folders are watched in this run of the tests. */
  static boolean isWatching() {
    return !"off".equals(System.getProperty("sluice.it.watch"));
  }

  /** Passes over a test that is about events where there are none. */
  static void assumeWatching() {
    assumeTrue(isWatching(), "this test is about the watch, and it is off (sluice.it.watch)");
  }

  /** Starts a command with the configuration. */
  SluiceProcess start(String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-c", configuration().toString()));
    line.addAll(List.of(arguments));
    return SluiceProcess.start(root, logs(), line);
  }

  /** Starts a command with the configuration, in a JVM with options that go before all others'. */
  SluiceProcess startWith(List<String> jvm, String command, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-c", configuration().toString()));
    line.addAll(List.of(arguments));
    return SluiceProcess.start(root, logs(), jvm, line);
  }

  /** Starts a command with the configuration, in another way. */
  SluiceProcess start(SluiceProcess.Launch launch, String command, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-c", configuration().toString()));
    line.addAll(List.of(arguments));
    return SluiceProcess.start(root, logs(), launch, line);
  }

  /** Starts a command with the configuration, in a locale and, with {@code before}, as a user. */
  SluiceProcess startIn(
      Map<String, String> locale, List<String> before, String command, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-c", configuration().toString()));
    line.addAll(List.of(arguments));
    List<String> jvm = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
    return SluiceProcess.start(root, logs(), jvm, locale, before, line);
  }

  /** Runs {@code sync --json} to its end. */
  Synced sync(String... arguments) throws IOException, InterruptedException {
    try (SluiceProcess process = start("sync", arguments)) {
      return synced(process);
    }
  }

  /** What a {@code sync --json} that was started came to. */
  static Synced synced(SluiceProcess process) throws InterruptedException {
    return synced(process.awaitExit(), process.out(), process.toString());
  }

  private static Synced synced(int code, String out, String shown) {
    JsonNode report = JSON.readTree(out);
    assertEquals(1, report.get("folders").size(), shown);
    return new Synced(code, report.get("folders").get(0), shown);
  }

  /** Runs {@code sync --json} within this process, which is soon done. */
  Synced syncHere() throws IOException {
    String configuration = configuration().toString();
    CommandHere.Ended ended = CommandHere.run(root, "sync", "-c", configuration, "-q", "--json");
    return synced(ended.code(), ended.out(), ended.toString());
  }

  /** As {@link #syncHere()}, and wants one exit code. */
  Synced syncHere(int wanted) throws IOException {
    Synced synced = syncHere();
    assertEquals(wanted, synced.code(), synced::shown);
    return synced;
  }

  /** Runs {@code sync --json} and wants one exit code. */
  Synced sync(int wanted) throws IOException, InterruptedException {
    Synced synced = sync("--json");
    assertEquals(wanted, synced.code(), synced::shown);
    return synced;
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = inbox().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** Writes a PNG with its name in it. */
  void writeQuietly(String name) {
    try {
      write(name, ImageFiles.png(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code count} PNGs to the inbox: {@code class-0/0.png}, {@code class-1/1.png} ... */
  void writeMany(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "class-" + i % 10 + "/" + i + ".png";
      write(name, ImageFiles.png(name));
    }
  }

  /** Path to sha256 of every file of the inbox, the path as it is below the inbox. */
  NavigableMap<String, String> localDigests() throws IOException {
    NavigableMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(inbox())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put("/" + inbox().relativize(file), sha256(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  static String sha256(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  /** What the embedded server has, asked over HTTP after its process ended. */
  NavigableMap<String, String> storedDigests() throws Exception {
    return storedDigests(DATASET);
  }

  NavigableMap<String, String> storedDigests(String dataset)
      throws DatasetServerException, IOException, InterruptedException {
    try (RemoteServer server = new RemoteServer(data())) {
      return server.client().digests(dataset);
    }
  }
}
