package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.Daemon;
import io.sluice.cli.CommandHere;
import io.sluice.file.ReferenceZip;
import io.sluice.image.SampleMedia;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

/** Folders whose first-level directories become volumes: one zip of the slices in each. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinSeriesTest {
  private static final String SERIES = "item-merge-mode: series";
  private static final String SOON = "settle: { quiet-period: 200ms }";

  @TempDir private Path directory;
  private FakeDarwin server;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    server = new FakeDarwin();
    in = Files.createDirectories(directory.resolve("in"));
    Path key = Files.writeString(directory.resolve("key"), FakeDarwin.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    configure(SERIES, SOON);
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
            dataset: scans
            rescan-interval: 500ms
            unit: directory
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
  void aDaemonSendsEachDirectoryAsItsOwnZip_alsoWhereTheFilesHaveTheSameNames() throws Exception {
    Map<String, byte[]> anna = slices("Anna", "img10.dcm", "img2.dcm", "Überblick.DCM");
    Map<String, byte[]> bert = slices("Bert", "img10.dcm", "img2.dcm", "Überblick.DCM");
    try (Daemon daemon = daemon()) {
      assertNotNull(daemon);
      arrive("ct-1", anna);
      arrive("ct-2", bert);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> slots().equals(Set.of("/ct-1 0 ct-1.dcm", "/ct-2 0 ct-2.dcm")));
    }
    assertEquals(zipDigest(anna, "img2.dcm", "img10.dcm", "Überblick.DCM"), digest("/ct-1"));
    assertEquals(zipDigest(bert, "img2.dcm", "img10.dcm", "Überblick.DCM"), digest("/ct-2"));
    assertNotEquals(digest("/ct-1"), digest("/ct-2"));
    assertTrue(DarwinItems.payload(server, "ct-1").path("layout").isMissingNode());
    assertEquals(2, server.count(DarwinStep.PUT));
    assertEquals(List.of(), server.problems());
    assertNoZipOnDisk();
  }

  @Test
  void slicesAreCounted_othersAreIgnored_andAllAreSkippedWhenTheLedgerIsLost() throws Exception {
    write("ct-1", slices("Anna", "1.dcm", "2.dcm"));
    write("ct-2", slices("Bert", "1.dcm"));
    Files.write(in.resolve("ct-1/cover.png"), ImageFiles.png("cover"));
    Files.createDirectory(in.resolve("ct-3"));
    CommandHere.Ended ended = sync(0);
    assertTrue(ended.out().contains("\"images_attempted\":3,\"images_uploaded\":3"), ended::out);
    assertTrue(ended.out().contains("\"ignored\":1"), ended::out);
    assertEquals(Set.of("/ct-1 0 ct-1.dcm", "/ct-2 0 ct-2.dcm"), slots());
    assertEquals(List.of("ct-1", "ct-2"), DarwinItems.registered(server));

    forgetLedger();
    CommandHere.Ended again = sync(0);
    assertTrue(again.out().contains("\"images_skipped\":3"), again::out);
    assertEquals(2, server.count(DarwinStep.PUT));
    assertEquals(List.of("ct-1", "ct-2"), DarwinItems.registered(server));
  }

  @Test
  void anotherZipUnderTheName_isAConflictOfEachSlice() throws Exception {
    write("ct-1", slices("Anna", "1.dcm", "2.dcm"));
    sync(0);
    forgetLedger();
    write("ct-1", slices("Bert", "3.dcm"));
    CommandHere.Ended ended = sync(4);
    assertEquals(4, ended.out().split("\"state\":\"conflict\"", -1).length, ended::out);
    assertEquals(1, server.count(DarwinStep.PUT));
  }

  @Test
  void aSliceThatComesLater_isAConflict_oneThatWasTouchedIsNoChange_andOneThatChangedIs()
      throws Exception {
    write("ct-1", slices("Anna", "1.dcm", "2.dcm", "3.dcm"));
    sync(0);
    for (String touched : List.of("ct-1/1.dcm", "ct-1/3.dcm")) {
      Files.setLastModifiedTime(in.resolve(touched), FileTime.fromMillis(1_700_000_000_000L));
    }
    CommandHere.Ended again = sync(0);
    assertTrue(again.out().contains("\"images_skipped\":3"), again::out);

    write("ct-1", slices("Bert", "4.dcm"));
    CommandHere.Ended late = sync(4);
    assertTrue(late.out().contains("came after the upload of ct-1"), late::out);
    Files.delete(in.resolve("ct-1/4.dcm"));

    write("ct-1", slices("Carl", "1.dcm"));
    CommandHere.Ended changed = sync(4);
    assertTrue(changed.out().contains("changed after its upload"), changed::out);
    assertEquals(1, server.count(DarwinStep.PUT));
  }

  @Test
  void verify_knowsTheZipByItsNameAndSize_withALedgerAndWithoutOne() throws Exception {
    write("ct-1", slices("Anna", "1.dcm", "2.dcm"));
    write("ct-2", slices("Bert", "Überblick.dcm", "2.dcm"));
    sync(0);
    String found = command(0, "verify").out();
    assertTrue(found.contains("\"checked\":4"), found);

    DarwinItems.delete(server, "/ct-2");
    String missing = command(0, "verify", "--repair").out();
    assertTrue(missing.contains("\"missing_total\":2"), missing);
    assertTrue(command(0, "verify").out().contains("\"checked\":4"));

    forgetLedger();
    assertTrue(command(0, "verify").out().contains("\"not_uploaded_total\":0"));
    write("ct-1", slices("Carl", "3.dcm"));
    String more = command(4, "verify").out();
    assertTrue(more.contains("\"not_uploaded_total\":3"), more);
  }

  @Test
  void aSliceThatChangesWhileItIsSent_neverCounts_andTheVolumeGoesAgain() throws Exception {
    write("ct-1", slices("Anna", "1.dcm", "2.dcm"));
    AtomicBoolean once = new AtomicBoolean();
    server.meanwhile(
        step -> {
          if (step == DarwinStep.PUT && once.compareAndSet(false, true)) {
            try {
              write("ct-1", slices("Bert", "1.dcm"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    try (Daemon daemon = daemon()) {
      assertNotNull(daemon);
      await().atMost(Duration.ofSeconds(60)).until(() -> !slots().isEmpty());
    }
    Map<String, byte[]> both = slices("Bert", "1.dcm");
    both.putAll(slices("Anna", "2.dcm"));
    assertEquals(zipDigest(both, "1.dcm", "2.dcm"), digest("/ct-1"));
    assertEquals(1, server.count(DarwinStep.REGISTER));
    assertEquals(1, server.count(DarwinStep.CONFIRM));
  }

  @Test
  void aDirectoryGoesOnceItIsMarked_andNotWithoutASliceThatIsCut() throws Exception {
    configure(SERIES, "settle: { quiet-period: 200ms, done-file: COMPLETE }");
    try (Daemon daemon = daemon()) {
      assertNotNull(daemon);
      write("ct-1", slices("Anna", "1.dcm", "2.dcm"));
      write("ct-2", slices("Bert", "1.dcm"));
      Files.createDirectory(in.resolve("ct-3"));
      write("ct-4", slices("Carl", "1.dcm"));
      Files.write(in.resolve("ct-4/2.dcm"), Arrays.copyOf(SampleMedia.slice("Carl"), 600));
      for (String marked : List.of("ct-2", "ct-3", "ct-4")) {
        Files.createFile(in.resolve(marked).resolve("COMPLETE"));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> slots().contains("/ct-2 0 ct-2.dcm"));
      assertEquals(Set.of("/ct-2 0 ct-2.dcm"), slots());
      Files.createFile(in.resolve("ct-1/COMPLETE"));
      write("ct-4", slices("Carl", "2.dcm"));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> slots().containsAll(List.of("/ct-1 0 ct-1.dcm", "/ct-4 0 ct-4.dcm")));
    }
    assertEquals(3, slots().size());
    assertEquals(zipDigest(slices("Carl", "1.dcm", "2.dcm"), "1.dcm", "2.dcm"), digest("/ct-4"));
  }

  @Test
  void aVolumeOfMoreThanAZipTakes_isRefusedByName_andTheOthersAreSent() throws Exception {
    configure(SERIES, "settle: { quiet-period: 200ms, check-structure: false }");
    write("ct-1", slices("Anna", "1.dcm"));
    Files.createDirectory(in.resolve("ct-2"));
    for (String name : List.of("1.dcm", "2.dcm")) {
      try (RandomAccessFile sparse =
          new RandomAccessFile(in.resolve("ct-2").resolve(name).toFile(), "rw")) {
        sparse.setLength(2L << 30);
      }
    }
    CommandHere.Ended ended = sync(4);
    assertTrue(ended.out().contains("ct-2 has 4294967490 bytes as one zip"), ended::out);
    assertTrue(ended.out().contains("4 GiB"), ended::out);
    assertEquals(Set.of("/ct-1 0 ct-1.dcm"), slots());
    assertEquals(List.of("ct-1"), DarwinItems.registered(server));
  }

  @Test
  void slicesWithoutTheirExtension_areTakenWhereTheFolderIncludesThem() throws Exception {
    String settle = "settle: { quiet-period: 200ms, check-structure: false }";
    configure(SERIES, settle, "include: [\"IM*\"]");
    write("ct-1", slices("Anna", "IM1", "IM2", "3.dcm"));
    sync(0);
    assertEquals(zipDigest(slices("Anna", "IM1", "IM2"), "IM1", "IM2"), digest("/ct-1"));
  }

  private static Map<String, byte[]> slices(String patient, String... names) {
    Map<String, byte[]> slices = new LinkedHashMap<>();
    for (String name : names) {
      char own = (char) ('a' + Math.floorMod(name.hashCode(), 26));
      slices.put(name, SampleMedia.slice(patient.substring(0, 3) + own));
    }
    return slices;
  }

  private void write(String item, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(in.resolve(item));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(in.resolve(item).resolve(file.getKey()), file.getValue());
    }
  }

  /** All of it at once, so that no pause of a busy machine parts the slices. */
  private void arrive(String item, Map<String, byte[]> files) throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere").resolve(item));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(elsewhere.resolve(file.getKey()), file.getValue());
    }
    Files.move(elsewhere, in.resolve(item));
  }

  private static String zipDigest(Map<String, byte[]> slices, String... order) throws IOException {
    Map<String, byte[]> ordered = new LinkedHashMap<>();
    for (String name : order) {
      ordered.put(name, slices.get(name));
    }
    return Site.sha256(ReferenceZip.of(ordered));
  }

  private String digest(String item) {
    return DarwinItems.digest(server, item, "0");
  }

  private void assertNoZipOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      assertEquals(
          List.of(), files.filter(file -> file.toString().matches(".*\\.(dcm|zip|tmp)")).toList());
    }
  }

  private void forgetLedger() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      for (Path file : files.filter(one -> one.toString().contains("ledger.db")).toList()) {
        Files.delete(file);
      }
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

  private Set<String> slots() {
    return DarwinItems.slots(server);
  }
}
