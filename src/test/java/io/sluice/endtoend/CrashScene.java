package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import io.sluice.app.FolderSync;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A folder with a past, and everything in it that can happen to a file: new ones in two
 * directories, one that is there already, one whose name is taken, one that is not whole, one that
 * was touched, two that are gone, one that changes while it is sent, and one whose first transfer
 * fails. Its server outlives the processes that are made to crash.
 */
final class CrashScene implements AutoCloseable {
  static final byte[] OTHERS = ImageFiles.png("somebody else's");
  private static final String CHANGING = "b/changing.png";

  private final Site site;
  private final RemoteServer server;
  private final Front front;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final AtomicBoolean refused = new AtomicBoolean();
  private final NavigableMap<String, String> inbox = new TreeMap<>();

  /**
   * @param root an empty directory; everything is below it
   */
  CrashScene(Path root) throws Exception {
    site = new Site(root);
    Files.createDirectories(temporary());
    server = new RemoteServer(site.data());
    front = new Front(server.url());
    site.remote(
        front.url(),
        server.keyFile(),
        "requests-per-second: 1000",
        "batch-size: 4",
        "batch-wait: 50ms",
        "workers: 3");
    site.folder("settle: { quiet-period: 250ms, max-wait: 500ms }");
    site.rest("report: { interval: 100ms, file: " + root.resolve("report.log") + " }");
    livePast();
    arrive();
    note();
    front.script(this::meddle);
  }

  private void livePast() throws Exception {
    for (String name : List.of("old/kept.png", "old/touched.png", "old/gone.png")) {
      site.writeQuietly(name);
    }
    site.write("left.png", ImageFiles.cut(ImageFiles.png("left")));
    syncHere();
    Files.delete(site.inbox().resolve("old/gone.png"));
    Files.delete(site.inbox().resolve("left.png"));
    Files.setLastModifiedTime(
        site.inbox().resolve("old/touched.png"), FileTime.fromMillis(1_700_000_000_000L));
    anotherDay();
  }

  /** As if the ledger had been compared with the disk, and the dataset listed, days ago. */
  void anotherDay() throws Exception {
    try (LedgerFile ledger = new LedgerFile(site.ledger())) {
      ledger.execute("UPDATE folder SET swept_at = 0");
    }
    listingTooOld();
  }

  /** As if the listing of the dataset had been read days ago: a single name is asked for itself. */
  void listingTooOld() throws Exception {
    try (LedgerFile ledger = new LedgerFile(site.ledger())) {
      ledger.execute("UPDATE listing SET read_at = 0, refreshed_at = 0");
    }
  }

  private void arrive() throws Exception {
    for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png", "5.png", CHANGING)) {
      site.writeQuietly(name);
    }
    site.write("a/large.png", ImageFiles.png("large", 200_000));
    site.write("there.png", OTHERS);
    site.write("taken.png", ImageFiles.png("taken"));
    site.write("half.png", ImageFiles.cut(ImageFiles.png("half")));
    DatasetClient client = server.client();
    client.upload(Site.DATASET, "/", "there.png", OTHERS);
    client.upload(Site.DATASET, "/", "taken.png", OTHERS);
  }

  private void note() throws IOException {
    inbox.clear();
    inbox.putAll(tree());
  }

  /** Each file of the inbox: its content, and when it was changed. */
  private NavigableMap<String, String> tree() throws IOException {
    NavigableMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(site.inbox())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Site.sha256(Files.readAllBytes(file));
        tree.put(
            site.inbox().relativize(file).toString(),
            content + " " + Files.getLastModifiedTime(file));
      }
    }
    return tree;
  }

  /** One file is written to when the first upload is asked for; the first transfer fails. */
  private Optional<Front.Answer> meddle(Front.Request request) {
    if (request.path().endsWith("upload-url") && changed.compareAndSet(false, true)) {
      try {
        site.write(CHANGING, ImageFiles.png("changed, and longer"));
        note();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    boolean first = request.method().equals("PUT") && refused.compareAndSet(false, true);
    return first ? Optional.of(new Front.Answer(500, Map.of(), "")) : Optional.empty();
  }

  /** A sync within this process, to its end. */
  void syncHere() throws Exception {
    SluiceConfig config =
        ConfigLoader.load(
            site.configuration(), new Environment(Map.of(), site.root(), site.root()));
    try (FolderSync sync = FolderSync.open(config, config.folders(), event -> {})) {
      sync.run();
    }
  }

  Site site() {
    return site;
  }

  Front front() {
    return front;
  }

  DatasetClient client() throws IOException {
    return server.client();
  }

  RemoteServer server() {
    return server;
  }

  Path temporary() {
    return site.root().resolve("tmp");
  }

  /** Takes what is in the inbox now for what it is to stay. */
  void inboxChanged() throws IOException {
    note();
  }

  /** Starts a command in a JVM with further options. */
  SluiceProcess start(List<String> jvm, String... command) throws IOException {
    List<String> options = new ArrayList<>(PackagedJar.quickStart());
    options.addAll(jvm);
    options.addAll(List.of("-Xmx128m", "-Djava.io.tmpdir=" + temporary()));
    String[] arguments = List.of(command).subList(1, command.length).toArray(String[]::new);
    return site.startWith(options, command[0], arguments);
  }

  /** Waits until the server has nothing in hand of a client that has died. */
  void awaitQuietServer() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> front.underWay() == 0);
  }

  /** What has changed in the inbox, and must not have. */
  Optional<String> inboxFault() throws IOException {
    NavigableMap<String, String> now = tree();
    return now.equals(inbox) ? Optional.empty() : Optional.of("inbox: " + inbox + " -> " + now);
  }

  @Override
  public void close() {
    front.close();
    server.close();
  }
}
