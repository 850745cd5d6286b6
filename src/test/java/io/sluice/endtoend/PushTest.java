package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.OneShot;
import io.sluice.app.OneShots;
import io.sluice.app.PushRequest;
import io.sluice.app.SyncResult;
import io.sluice.cli.CommandHere;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.SluiceConfig;
import io.sluice.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code push} to the embedded server, within this process. */
@Execution(ExecutionMode.CONCURRENT)
final class PushTest {
  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.write("d/1.png", ImageFiles.png("one"));
    site.write("d/a/2.png", ImageFiles.png("two"));
    site.write("d/a/sub/3.png", ImageFiles.png("three"));
    site.write("d/a/sub/notes.txt", new byte[] {'x'});
    site.write("single.png", ImageFiles.png("four"));
    age();
  }

  /** Nothing is quiet that was written just now. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(site.inbox())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file, java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L));
      }
    }
  }

  @Test
  void everythingGoesToTheRoot_side_by_side_unlessToldOtherwise() throws Exception {
    push(0, "d", "single.png");
    assertEquals(Set.of("/1.png", "/2.png", "/3.png", "/single.png"), stored());
  }

  @Test
  void pathAndFolders_areBothKept_andTheDirectorysOwnNameIsNot() throws Exception {
    push(0, "d", "single.png", "--path", "day/1/", "--preserve-folders");
    assertEquals(
        Set.of("/day/1/1.png", "/day/1/a/2.png", "/day/1/a/sub/3.png", "/day/1/single.png"),
        stored());
  }

  @Test
  void pathAlone_takesEverything() throws Exception {
    push(0, "d", "--path", "/day");
    assertEquals(Set.of("/day/1.png", "/day/2.png", "/day/3.png"), stored());
  }

  @Test
  void aFileBelowTwoNames_belongsToTheFirst() throws Exception {
    push(0, "d/a", "d", "--preserve-folders");
    assertEquals(Set.of("/1.png", "/2.png", "/sub/3.png"), stored());
  }

  @Test
  void excludedFilesStay() throws Exception {
    push(0, "d", "--exclude", "/a/sub/", "--exclude", "1.*");
    assertEquals(Set.of("/2.png"), stored());
  }

  @Test
  void twoFilesOfOneName_areAConflict_andTheFirstKeepsItsBytes() throws Exception {
    site.write("d/a/1.png", ImageFiles.png("another one"));
    age();
    CommandHere.Ended ended = push(4, "d");
    assertTrue(ended.out().contains("conflict"), ended::out);
    assertTrue(ended.out().contains("--preserve-folders"), ended::out);
    assertEquals(Set.of("/1.png", "/2.png", "/3.png"), stored());
    String kept = site.storedDigests(Site.DATASET).get("/1.png");
    String first = Site.sha256(ImageFiles.png("one"));
    String other = Site.sha256(ImageFiles.png("another one"));
    boolean firstConflicts =
        ended.out().contains("conflict inbox/d/1.png") || ended.out().contains("conflict 1.png");
    assertEquals(firstConflicts ? other : first, kept);
    List<String> logged = Files.readAllLines(site.state().resolve("failures.jsonl"));
    assertEquals(1, logged.size(), logged::toString);
    assertTrue(logged.get(0).contains("\"state\":\"conflict\""), logged::toString);
  }

  @Test
  void theSameAgain_sendsNothing_andOneThatIsGoneFromTheDatasetIsSentAgain() throws Exception {
    push(0, "d");
    assertEquals(List.of(), places());
    CommandHere.Ended again = push(0, "d");
    assertTrue(again.out().contains("0 uploaded"), again::out);
    assertTrue(again.out().contains("3 skipped"), again::out);

    try (RemoteServer server = new RemoteServer(site.data())) {
      server.client().delete(Site.DATASET, "/2.png");
    }
    CommandHere.Ended third = push(0, "d");
    assertTrue(third.out().contains("1 uploaded"), third::out);
    assertEquals(Set.of("/1.png", "/2.png", "/3.png"), stored());
  }

  @Test
  void aChangedFile_isAConflict() throws Exception {
    push(0, "single.png");
    site.write("single.png", ImageFiles.png("four and a half"));
    age();
    CommandHere.Ended ended = push(4, "single.png");
    assertTrue(ended.out().contains("1 in conflict"), ended::out);
    assertEquals(1, places().size());
  }

  @Test
  void whatCannotBePushed_isSaidBeforeAnythingIsSent() throws Exception {
    String inbox = site.inbox().toString();
    Files.createSymbolicLink(site.inbox().resolve("link.png"), site.inbox().resolve("single.png"));
    CommandHere.Ended ended =
        push(2, "single.png", "none.png", "d/a/sub/notes.txt", "link.png", ".x.png");
    assertTrue(ended.out().contains(inbox + "/none.png does not exist"), ended::out);
    assertTrue(
        ended.out().contains("notes.txt has no extension that the target takes"), ended::out);
    assertTrue(ended.out().contains("link.png is a symbolic link"), ended::out);
    assertFalse(Files.exists(site.data().resolve("server.db")));
  }

  @Test
  void whatTheTargetCannotDo_isRefused() throws Exception {
    for (String[] asked :
        new String[][] {
          {"--fps", "native"}, {"--fps", "5"}, {"--as-frames"}, {"--item-merge-mode", "slots"}
        }) {
      List<String> line = new ArrayList<>(List.of("d"));
      line.addAll(List.of(asked));
      CommandHere.Ended ended = push(2, line.toArray(String[]::new));
      assertTrue(ended.out().contains("takes single pictures only"), ended::out);
    }
    assertTrue(push(2, "d", "--fps", "0").out().contains("--fps must be a number above 0"));
    assertTrue(
        push(2, "d", "--item-merge-mode", "slots", "--preserve-folders", "--as-frames")
            .out()
            .contains("drop --as-frames"));
    assertTrue(push(2, "d", "--path", "a/../b").out().contains("like /day-7/left"));
  }

  @Test
  void anEmptyFile_andADirectoryNamedLikeAFile_areNeverSent() throws Exception {
    site.write("d/x.png/5.png", ImageFiles.png("five"));
    site.write("d/empty.png", new byte[0]);
    age();
    CommandHere.Ended ended = push(0, "d", "-n");
    assertTrue(ended.out().contains("would upload 4 files"), ended::out);
    assertTrue(
        ended.out().contains("incomplete d/empty.png: the file is empty")
            || ended.out().contains("incomplete empty.png: the file is empty"),
        ended::out);
    push(0, "d", "--exclude", "empty.png");
    assertEquals(Set.of("/1.png", "/2.png", "/3.png", "/5.png"), stored());
  }

  @Test
  void fromJava_itIsOneCall() throws Exception {
    SluiceConfig config = ConfigLoader.load(site.configuration(), Environment.ofProcess());
    PushRequest request =
        new PushRequest(List.of(site.inbox().resolve("d")), "store", Site.DATASET);
    AtomicLong told = new AtomicLong();
    try (OneShot push = OneShots.push(config, request, event -> told.incrementAndGet())) {
      SyncResult result = push.run();
      assertEquals(3, result.folders().get(0).counts().of(FileState.UPLOADED));
    }
    assertTrue(told.get() >= 6, told::toString);
    assertEquals(Set.of("/1.png", "/2.png", "/3.png"), stored());
  }

  @Test
  void theExampleOfARig_isAConfigurationThatLoads() throws Exception {
    Path example = Path.of("examples/rig/sluice.yaml").toAbsolutePath();
    Path key = Files.writeString(directory.resolve("key"), "k\n");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Environment environment =
        new Environment(Map.of("SLUICE_DARWIN_KEY", key.toString()), directory, directory);
    SluiceConfig config = ConfigLoader.load(example, environment);
    assertEquals(Optional.of(ItemMergeMode.SLOTS), config.folders().get(0).media().merge());
    assertEquals(example.resolveSibling("shots"), config.folders().get(0).path());
  }

  @Test
  void aDryRun_saysWhatWouldBeSent() throws Exception {
    CommandHere.Ended ended = push(0, "d", "single.png", "--path", "x", "-n");
    assertTrue(ended.out().contains("would upload 4 files"), ended::out);
    assertFalse(Files.exists(site.data().resolve("server.db")));
  }

  @Test
  void aDryRunOfFilesOfOneName_advisesWhatACommandLineCanDo() throws Exception {
    site.write("e/1.png", ImageFiles.png("other"));
    age();
    CommandHere.Ended ended = push(0, "d", "e", "-n");
    assertTrue(ended.out().contains("1 file would have the name of another one\n"), ended::out);
    assertTrue(ended.out().contains("--preserve-folders keeps"), ended::out);
    assertFalse(ended.out().contains("preserve-folders: true"), ended::out);
  }

  private Set<String> stored() throws Exception {
    return site.storedDigests().keySet();
  }

  /** The directories with ledgers that pushes have left. */
  private List<Path> places() throws IOException {
    try (Stream<Path> files = Files.list(site.state().resolve("push"))) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private CommandHere.Ended push(int code, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("push", "-q", "--dataset", Site.DATASET));
    line.addAll(List.of("-c", site.configuration().toString()));
    line.addAll(List.of(arguments));
    CommandHere.Ended ended = CommandHere.run(site.inbox(), line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }
}
