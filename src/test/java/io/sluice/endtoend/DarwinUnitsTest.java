package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.Daemon;
import io.sluice.cli.CommandHere;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Folders whose first-level directories become items of several files. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinUnitsTest {
  @TempDir private Path directory;
  private FakeDarwin server;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    server = new FakeDarwin();
    in = Files.createDirectories(directory.resolve("in"));
    Path key = Files.writeString(directory.resolve("key"), FakeDarwin.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    configure("unit: directory", "settle: { quiet-period: 200ms }");
  }

  private void configure(String... lines) throws IOException {
    Files.writeString(
        directory.resolve("sluice.yaml"),
        """
        state-dir: %s
        targets:
          labelling: { type: darwin, url: "%s", api-key-file: %s }
        folders:
          - path: %s
            dataset: rigs
            rescan-interval: 500ms
            %s
        """
            .formatted(
                directory.resolve("state"),
                server.url(),
                directory.resolve("key"),
                in,
                String.join("\n    ", lines)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachDirectoryIsAnItem_whoseFilesAreCounted() throws Exception {
    image("rig-1/a10.png");
    image("rig-1/a9.png");
    image("rig-2/a.png");
    image("rig-2/deep/b.png");

    CommandHere.Ended ended = sync(0);

    assertEquals(Set.of("/rig-1 0 a9.png", "/rig-1 1 a10.png", "/rig-2 0 a.png"), slots());
    assertTrue(ended.out().contains("\"images_attempted\":3,\"images_uploaded\":3"), ended::out);

    image("rig-1/late.png");
    CommandHere.Ended again = sync(4);
    assertTrue(again.out().contains("came after the upload of rig-1"), again::out);
    assertEquals(3, slots().size());
  }

  @Test
  void anEmptyDirectory_waitsForItsFiles_andTheOthersGo() throws Exception {
    image("rig-1/a.png");
    Files.createDirectories(in.resolve("rig-2"));
    sync(0);
    assertEquals(Set.of("/rig-1 0 a.png"), slots());

    image("rig-2/a.png");
    sync(0);
    assertEquals(Set.of("/rig-1 0 a.png", "/rig-2 0 a.png"), slots());
  }

  @Test
  void aFileThatWasMerelyTouched_isNoChange_andOneThatChangedIs() throws Exception {
    image("rig/1.png");
    image("rig/2.png");
    image("rig/3.png");
    sync(0);
    for (String touched : List.of("rig/1.png", "rig/3.png")) {
      Files.setLastModifiedTime(in.resolve(touched), FileTime.fromMillis(1_700_000_000_000L));
    }
    CommandHere.Ended again = sync(0);
    assertTrue(again.out().contains("\"images_skipped\":3"), again::out);
    assertTrue(sync(0).out().contains("\"images_skipped\":3"));

    // The content of another part of the same item.
    Files.write(in.resolve("rig/3.png"), ImageFiles.png("rig/1.png"));
    CommandHere.Ended changed = sync(4);
    assertTrue(changed.out().contains("changed after its upload"), changed::out);
    assertTrue(changed.out().contains("\"images_skipped\":2"), changed::out);
    assertEquals(3, server.count(DarwinStep.PUT));
  }

  @Test
  void verify_looksForEachFileByItsItem_andRepairsWholeItemsAlone() throws Exception {
    for (String item : List.of("rig-1", "rig-2", "rig-3")) {
      image(item + "/1.png");
      image(item + "/2.png");
    }
    sync(0);
    assertTrue(command(0, "verify").out().contains("\"checked\":6"));

    DarwinItems.delete(server, "/rig-1");
    DarwinItems.delete(server, "/rig-2");
    server.with(
        state -> {
          state.addItem("rigs", "/", "rig-3", Map.of("0", 1L));
          return true;
        });
    Files.delete(in.resolve("rig-2/2.png"));
    image("rig-1/late.png");
    String found = command(4, "verify").out();
    assertTrue(found.contains("\"missing_total\":4"), found);
    assertTrue(found.contains("\"different_total\":2"), found);
    assertTrue(found.contains("the dataset has 1 bytes under its name"), found);
    assertTrue(found.contains("cannot be sent without 2.png"), found);

    Files.delete(in.resolve("rig-1/late.png"));
    command(4, "verify", "--repair");
    assertEquals(Set.of("/rig-1 0 1.png", "/rig-1 1 2.png", "/rig-3 0 rig-3"), slots());
  }

  @Test
  void verify_withoutALedger_comparesTheBytesOfAnItem() throws Exception {
    image("rig-1/1.png");
    image("rig-1/2.png");
    image("rig-2/1.png");
    sync(0);
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      for (Path file : files.filter(one -> one.toString().contains("ledger.db")).toList()) {
        Files.delete(file);
      }
    }
    image("rig-2/another.png");
    String found = command(4, "verify").out();
    assertTrue(found.contains("\"checked\":2"), found);
    assertTrue(found.contains("\"not_uploaded_total\":2"), found);
    assertTrue(found.contains("\"extra_total\":0"), found);
  }

  @Test
  void aDaemonSendsADirectory_onceItIsMarked() throws Exception {
    configure("unit: directory", "settle: { quiet-period: 200ms, done-file: COMPLETE }");
    try (Daemon daemon = daemon()) {
      assertNotNull(daemon);
      image("rig-1/1.png");
      image("rig-1/2.png");
      image("rig-2/1.png");
      Files.createFile(in.resolve("rig-2/COMPLETE"));
      await().atMost(Duration.ofMinutes(5)).until(() -> slots().contains("/rig-2 0 1.png"));
      assertEquals(Set.of("/rig-2 0 1.png"), slots());
      Files.createFile(in.resolve("rig-1/COMPLETE"));
      await().atMost(Duration.ofMinutes(5)).until(() -> slots().size() == 3);
    }
  }

  @Test
  void aFileThatChangesWhileItIsSent_makesItsItemGoAgain() throws Exception {
    image("rig/1.png");
    image("rig/2.png");
    AtomicBoolean once = new AtomicBoolean();
    server.meanwhile(
        step -> {
          if (step == DarwinStep.PUT && once.compareAndSet(false, true)) {
            try {
              Files.write(in.resolve("rig/1.png"), ImageFiles.png("changed meanwhile"));
              Files.write(in.resolve("rig/2.png"), ImageFiles.png("this one, too"));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        });
    try (Daemon daemon = daemon()) {
      assertNotNull(daemon);
      await().atMost(Duration.ofMinutes(5)).until(() -> slots().size() == 2);
      assertEquals(
          Site.sha256(ImageFiles.png("changed meanwhile")),
          DarwinItems.digest(server, "/rig", "0"));
      assertEquals(
          Site.sha256(ImageFiles.png("this one, too")), DarwinItems.digest(server, "/rig", "1"));
    }
  }

  private Daemon daemon() throws Exception {
    return ConfiguredHere.daemon(directory.resolve("sluice.yaml"));
  }

  private CommandHere.Ended sync(int code) {
    return command(code, "sync");
  }

  private CommandHere.Ended command(int code, String... words) {
    return ConfiguredHere.command(in, directory.resolve("sluice.yaml"), code, words);
  }

  private void image(String name) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageFiles.png(name));
  }

  private Set<String> slots() {
    return DarwinItems.slots(server);
  }
}
