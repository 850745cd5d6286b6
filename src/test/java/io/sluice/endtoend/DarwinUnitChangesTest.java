package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.Daemon;
import io.sluice.app.DaemonObserver;
import io.sluice.cli.CommandHere;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Directories that change while they wait to become items: a command ends, each file has one state,
 * and an item has what is on disk.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinUnitChangesTest {
  private static final Duration MOST = Duration.ofMinutes(3);

  /** What a {@code cut} file is not waited for longer than. */
  private static final String MAX_WAIT = "10s";

  @TempDir private Path directory;
  private DarwinHere site;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    site = new DarwinHere(directory);
    in = site.in();
    configure("slots");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void configure(String mode, String... lines) throws IOException {
    Files.writeString(
        site.configuration(),
        """
        state-dir: %s
        targets:
          labelling: { type: darwin, url: "%s", api-key-file: %s }
        folders:
          - path: %s
            dataset: rigs
            unit: directory
            item-merge-mode: %s
            settle: { quiet-period: 200ms, max-wait: %s }
            %s
        """
            .formatted(
                directory.resolve("state"),
                site.server().url(),
                directory.resolve("key"),
                in,
                mode,
                MAX_WAIT,
                String.join("\n    ", lines)));
  }

  /** Each directory has a file that is not whole, and becomes so once the others have changed. */
  @ParameterizedTest
  @ValueSource(strings = {"sync", "push"})
  void filesThatComeGoAndChange_whileAnotherIsWaitedFor(String command) throws Exception {
    for (String rig : List.of("came", "gone", "changed")) {
      site.image(rig + "/a.png");
      cut(rig + "/b.png");
    }
    site.image("other/1.png");
    atFirstUpload(
        () -> {
          site.image("came/c.png");
          Files.delete(in.resolve("gone/a.png"));
          site.file("changed/a.png", ImageFiles.png("another picture"));
          for (String rig : List.of("came", "gone", "changed")) {
            site.image(rig + "/b.png");
          }
        });

    CommandHere.Ended ended = command.equals("push") ? push(0) : command(0, "sync");

    Set<String> expected =
        Set.of(
            "/came 0 a.png",
            "/came 1 b.png",
            "/came 2 c.png",
            "/changed 0 a.png",
            "/changed 1 b.png",
            "/gone 0 b.png",
            "/other 0 1.png");
    assertEquals(expected, site.slots(), ended::toString);
    assertEquals(
        Site.sha256(ImageFiles.png("another picture")),
        DarwinItems.digest(site.server(), "/changed", "0"));
    counts(ended, 7, 7, 1);
  }

  /** What becomes of the item is told elsewhere; here, that it comes to an end. */
  @ParameterizedTest
  @ValueSource(strings = {"slots", "channels"})
  void fileThatIsReplacedByAnother_whileItsItemIsSent(String mode) throws Exception {
    configure(mode);
    site.image("rig/a.png");
    site.image("rig/b.png");
    atFirstUpload(
        () -> {
          Files.delete(in.resolve("rig/a.png"));
          site.image("rig/d.png");
        });
    CommandHere.Ended ended = inTime(() -> CommandHere.run(in, line("sync")));
    assertTrue(ended.out().contains("\"images_attempted\":2"), ended::toString);
    assertTrue(ended.out().contains("\"vanished\":1"), ended::toString);
    assertFalse(ended.out().contains("\"state\":\"pending\""), ended::toString);
  }

  @Test
  void fileThatCameSinceTheLastRun_goesWithTheItem_whenThatIsRetried() throws Exception {
    site.image("rig/a.png");
    cut("rig/b.png");
    CommandHere.Ended first = command(4, "sync");
    assertTrue(first.out().contains("is not sent without b.png, which is incomplete"), first::out);

    site.image("rig/b.png");
    site.image("rig/c.png");
    counts(command(0, "retry"), 3, 3, 0);
    assertEquals(Set.of("/rig 0 a.png", "/rig 1 b.png", "/rig 2 c.png"), site.slots());
  }

  @Test
  void fileThatCameLate_andIsNotWhole_keepsTheOthersBack() throws Exception {
    site.image("rig/a.png");
    cut("rig/b.png");
    site.image("other/1.png");
    atFirstUpload(
        () -> {
          cut("rig/c.png");
          site.image("rig/b.png");
        });
    CommandHere.Ended ended = command(4, "sync");
    assertTrue(ended.out().contains("is not sent without c.png, which is incomplete"), ended::out);
    assertEquals(Set.of("/other 0 1.png"), site.slots());
    counts(ended, 4, 1, 0);
  }

  /** No watch, and no scan for a long time. */
  @Test
  void readyFileThatIsGone_isNotPendingInADaemon_norInACommandAfterIt() throws Exception {
    configure("slots", "watch: poll", "rescan-interval: 1h");
    site.image("rig/a.png");
    site.image("rig/c.png");
    cut("rig/b.png");
    List<IngestEvent.FileOutcome> outcomes = new CopyOnWriteArrayList<>();
    try (Daemon daemon = daemon(outcomes)) {
      assertNotNull(daemon);
      await().atMost(MOST).until(() -> ready().size() == 2);
      Files.delete(in.resolve("rig/a.png"));
      await().atMost(MOST).until(() -> outcomes.stream().anyMatch(this::isGone));
      assertEquals(Set.of("rig/c.png"), Set.copyOf(ready()));
    }
    assertEquals(1, outcomes.stream().filter(this::isGone).count());

    Files.delete(in.resolve("rig/c.png"));
    site.image("rig/b.png");
    counts(command(0, "sync"), 1, 1, 1);
    assertEquals(Set.of("/rig 0 b.png"), site.slots());
  }

  @Test
  void moreFilesThanOneItemHas_areAllReported() throws Exception {
    for (int i = 0; i < 1_502; i++) {
      site.image("rig/" + i + ".png");
    }
    CommandHere.Ended ended = command(4, "sync");
    counts(ended, 1_502, 0, 0);
    assertEquals(1_502, ended.out().split("\"state\":\"failed\"", -1).length - 1);
  }

  private boolean isGone(IngestEvent.FileOutcome outcome) {
    return outcome.path().display().equals("rig/a.png") && outcome.state() == FileState.VANISHED;
  }

  private List<String> ready() throws Exception {
    try (LedgerFile ledger = new LedgerFile(directory.resolve("state/ledger.db"))) {
      return ledger.texts("SELECT path FROM sighting WHERE state = 'READY' AND gone = 0");
    }
  }

  private Daemon daemon(List<IngestEvent.FileOutcome> outcomes) throws Exception {
    SluiceConfig config = ConfigLoader.load(site.configuration(), Environment.ofProcess());
    return Daemon.start(
        config,
        config.folders(),
        new DaemonObserver() {
          @Override
          public void serverStarted(String target, DatasetServer started) {}

          @Override
          public void on(IngestEvent event) {
            if (event instanceof IngestEvent.FileOutcome outcome) {
              outcomes.add(outcome);
            }
          }
        });
  }

  private static void counts(CommandHere.Ended ended, int attempted, int uploaded, int gone) {
    String counted =
        "\"images_attempted\":%d,\"images_uploaded\":%d".formatted(attempted, uploaded);
    assertTrue(ended.out().contains(counted), ended::toString);
    assertTrue(ended.out().contains("\"vanished\":" + gone), ended::toString);
    assertFalse(ended.out().contains("\"state\":\"pending\""), ended::toString);
  }

  /** A picture without its end. */
  private void cut(String name) throws IOException {
    byte[] whole = ImageFiles.png(name);
    site.file(name, Arrays.copyOf(whole, whole.length - 5));
  }

  private interface Change {
    void run() throws IOException;
  }

  private void atFirstUpload(Change change) {
    AtomicBoolean once = new AtomicBoolean();
    site.server()
        .meanwhile(
            step -> {
              if (step == DarwinStep.PUT && once.compareAndSet(false, true)) {
                try {
                  change.run();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
  }

  private CommandHere.Ended push(int code) {
    List<String> words = new ArrayList<>(List.of("push", "--dataset", "rigs", "--target"));
    words.addAll(List.of(DarwinHere.TARGET, "--item-merge-mode", "slots"));
    for (String rig : List.of("came", "gone", "changed", "other")) {
      words.add(in.resolve(rig).toString());
    }
    return command(code, words.toArray(String[]::new));
  }

  private CommandHere.Ended command(int code, String... words) {
    CommandHere.Ended ended = inTime(() -> CommandHere.run(in, line(words)));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }

  private String[] line(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("-q", "--json", "-c", site.configuration().toString()));
    return line.toArray(String[]::new);
  }

  private static CommandHere.Ended inTime(ThrowingSupplier<CommandHere.Ended> command) {
    return assertTimeoutPreemptively(MOST, command);
  }
}
