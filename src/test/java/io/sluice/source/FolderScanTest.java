package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.source.RootUnavailableException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderScanTest {
  private static final FolderFilter IMAGES =
      new FolderFilter(List.of(), List.of(), Set.of("jpg"), 1, 1_000, "");

  @TempDir Path temp;
  private Path root;
  private final Collected found = new Collected();

  @BeforeEach
  void createsFolder() throws IOException {
    root = Files.createDirectory(temp.resolve("in"));
  }

  @Test
  void deliversEveryWantedFile_andCountsTheRest() throws Exception {
    Paths.file(root, "a.jpg", 3);
    Paths.file(root, "stop/deep/b.JPG", 0);
    Paths.file(root, "stop/notes.txt", 3);
    Paths.file(root, "stop/c.jpg.part", 3);
    Paths.file(root, "@eaDir/thumb.jpg", 3);
    Paths.file(root, "big.jpg", 1_001);
    Files.createDirectory(root.resolve("empty.jpg"));

    ScanSummary summary = scan();

    assertEquals(Set.of("a.jpg", "stop/deep/b.JPG"), found.paths());
    assertEquals(List.of("big.jpg"), found.tooLarge);
    assertEquals(List.of("", "empty.jpg", "stop", "stop/deep"), found.directories);
    assertEquals(Map.of(IgnoreReason.EXTENSION, 1L, IgnoreReason.TEMPORARY, 1L), summary.ignored());
    assertEquals(2, summary.wanted());
    assertEquals(1, summary.tooLarge());
    assertEquals(4, summary.directories());
    assertEquals(0, summary.unreadable());
    assertEquals(2, summary.ignoredTotal());
    assertEquals(3, found.chunks.get(0).get(0).stamp().sizeBytes());
  }

  @Test
  void neverFollowsLinks_norOpensSpecialFiles() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Paths.file(outside, "secret.jpg", 3);
    Paths.file(root, "sub/a.jpg", 3);
    Files.createSymbolicLink(root.resolve("sub/loop"), root);
    Files.createSymbolicLink(root.resolve("away"), outside);
    Files.createSymbolicLink(root.resolve("link.jpg"), outside.resolve("secret.jpg"));
    Files.createSymbolicLink(root.resolve("dangling.jpg"), outside.resolve("none"));
    mkfifo(root.resolve("pipe.jpg"));

    ScanSummary summary = scan();

    assertEquals(Set.of("sub/a.jpg"), found.paths());
    assertEquals(Map.of(IgnoreReason.NOT_A_FILE, 5L), summary.ignored());
  }

  @Test
  void deliversHostileNames_asTheirBytes() throws Exception {
    List<String> names =
        List.of(
            "caf%C3%A9.jpg",
            "cafe%CC%81.jpg",
            "bad%FF.jpg",
            "bad%FE.jpg",
            "%FFdir/%FE.jpg",
            "line%0Abreak.jpg",
            "%1B%5B2J.jpg",
            "-rf.jpg",
            "a%5Cb.jpg",
            "100%25.jpg",
            "%20.jpg",
            "%F0%9F%98%80.jpg",
            "n".repeat(251) + ".jpg");
    for (String name : names) {
      Paths.file(root, name, 1);
    }
    scan();
    assertEquals(Set.copyOf(names), found.paths());
  }

  @Test
  void deliversSortedChunks_whenDirectoryIsLarge() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      Files.createFile(root.resolve("f" + i + ".jpg"));
    }
    ScanSummary summary = scan();
    assertEquals(5_000, found.paths().size());
    assertEquals(5_000, summary.wanted());
    assertTrue(found.chunks.size() >= 5, "chunks: " + found.chunks.size());
    for (List<Sighting> chunk : found.chunks) {
      assertTrue(chunk.size() <= FolderScan.CHUNK_SIZE);
      assertEquals(
          chunk.stream().map(Sighting::path).sorted().toList(),
          chunk.stream().map(Sighting::path).toList());
    }
  }

  @Test
  void reachesTheBottom_whenTreeIsDeep() throws Exception {
    StringBuilder path = new StringBuilder();
    for (int depth = 0; depth < 300; depth++) {
      path.append("d/");
    }
    Paths.file(root, path + "a.jpg", 1);
    scan();
    assertEquals(Set.of(path + "a.jpg"), found.paths());
  }

  @Test
  void goesOn_whenDirectoryIsUnreadable() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    Paths.file(root, "closed/a.jpg", 1);
    Paths.file(root, "open/b.jpg", 1);
    Files.setPosixFilePermissions(
        root.resolve("closed"), PosixFilePermissions.fromString("---------"));
    ScanSummary summary = scan();
    Files.setPosixFilePermissions(
        root.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    assertEquals(Set.of("open/b.jpg"), found.paths());
    assertEquals(List.of("closed: permission denied"), found.unreadable);
    assertEquals(1, summary.unreadable());
  }

  @Test
  void goesOn_whenPathIsTooLongForTheSystem() throws Exception {
    // Longer than a path may be: made by moving one deep tree into another.
    String half = ("/" + "d".repeat(200)).repeat(12);
    Path top = Files.createDirectories(Path.of(root + half));
    Paths.file(root, "z.jpg", 1);
    Path second = Paths.file(temp.resolve("second"), "a.jpg", 1).getParent();
    Path long2 = Files.createDirectories(Path.of(second + half));
    Files.move(second.resolve("a.jpg"), long2.resolve("a.jpg"));
    Files.move(second, top.resolve("second"));
    ScanSummary summary = scan();
    Files.move(top.resolve("second"), second);
    assertEquals(Set.of("z.jpg"), found.paths());
    assertEquals(1, summary.unreadable());
    assertTrue(
        found.unreadable.get(0).contains(": the path is longer than"), "" + found.unreadable);
  }

  @Test
  void deliversNothingMore_whenDirectoryBecomesLink() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Paths.file(outside, "secret.jpg", 2);
    Files.createDirectory(root.resolve("sub"));
    for (int i = 0; i < 1_100; i++) {
      Files.createFile(root.resolve("sub/f" + i + ".jpg"));
    }
    Collected swapping =
        new Collected() {
          @Override
          public void files(List<Sighting> chunk) {
            super.files(chunk);
            unchecked(
                () -> {
                  Files.move(root.resolve("sub"), temp.resolve("moved"));
                  Files.createSymbolicLink(root.resolve("sub"), outside);
                });
          }
        };
    ScanSummary summary = new FolderScan(root, IMAGES).run(swapping);
    assertEquals(1, swapping.chunks.size());
    assertEquals(List.of("sub: was replaced while it was being read"), swapping.unreadable);
    assertEquals(1_000, summary.wanted());
    assertFalse(swapping.directories.contains("sub"));
  }

  @Test
  void leavesOut_whatVanishesMeanwhile() throws Exception {
    Paths.file(root, "a.jpg", 1);
    Paths.file(root, "sub/b.jpg", 1);
    Collected deleting =
        new Collected() {
          @Override
          public void directory(RelativePath directory) {
            super.directory(directory);
            unchecked(
                () -> {
                  Files.deleteIfExists(root.resolve("sub/b.jpg"));
                  Files.deleteIfExists(root.resolve("sub"));
                });
          }
        };
    ScanSummary summary = new FolderScan(root, IMAGES).run(deleting);
    assertEquals(Set.of("a.jpg"), deleting.paths());
    assertEquals(0, summary.unreadable());
  }

  @Test
  void saysMissing_orNoDirectory_neverEmpty() throws Exception {
    assertEquals(Reason.MISSING, failure(root.resolve("none")));
    assertEquals(Reason.NOT_A_DIRECTORY, failure(Paths.file(root, "a.jpg", 1)));
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("none"));
    assertEquals(Reason.MISSING, failure(root.resolve("dangling")));
    assertEquals(Reason.NOT_A_DIRECTORY, failure(root.resolve("a.jpg/b")));
  }

  @Test
  void saysReplaced_whenFolderIsExchangedDuringTheWalk() throws Exception {
    assertEquals(Reason.REPLACED, failureWhenMoved(true));
  }

  @Test
  void saysMissing_whenFolderVanishesDuringTheWalk() throws Exception {
    assertEquals(Reason.MISSING, failureWhenMoved(false));
  }

  @Test
  void followsLink_whenItIsTheFolderItself() throws Exception {
    Paths.file(root, "sub/a.jpg", 1);
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    ScanSummary summary = new FolderScan(link, IMAGES).run(found);
    assertEquals(Set.of("sub/a.jpg"), found.paths());
    assertEquals(scan().rootKey(), summary.rootKey());
  }

  @Test
  void listsPart_whenAsked() throws Exception {
    Paths.file(root, "a.jpg", 1);
    Paths.file(root, "sub/b.jpg", 1);
    Paths.file(root, "sub/deep/c.jpg", 1);
    Paths.file(root, "sub/.hidden/d.jpg", 1);
    FolderScan scan = new FolderScan(root, IMAGES);
    scan.runIn(new RelativePath("sub"), found);
    assertEquals(Set.of("sub/b.jpg"), found.paths());
    Collected below = new Collected();
    scan.runBelow(new RelativePath("sub"), below);
    assertEquals(Set.of("sub/b.jpg", "sub/deep/c.jpg"), below.paths());
    Collected none = new Collected();
    assertEquals(0, scan.runBelow(new RelativePath("sub/.hidden"), none).directories());
    assertEquals(0, scan.runBelow(new RelativePath("gone"), none).directories());
    assertEquals(0, scan.runBelow(new RelativePath("a.jpg"), none).directories());
    assertEquals(Set.of(), none.paths());
  }

  @Test
  void stops_whenInterrupted() throws Exception {
    Paths.file(root, "a.jpg", 1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, this::scan);
    assertFalse(Thread.interrupted());
  }

  private ScanSummary scan() throws RootUnavailableException, InterruptedException {
    return new FolderScan(root, IMAGES).run(found);
  }

  private Reason failure(Path folder) {
    FolderScan scan = new FolderScan(folder, IMAGES);
    RootUnavailableException failure =
        assertThrows(RootUnavailableException.class, () -> scan.run(found));
    assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
    return failure.reason();
  }

  private Reason failureWhenMoved(boolean replaced) throws IOException {
    Paths.file(root, "a.jpg", 1);
    Paths.file(root, "sub/b.jpg", 1);
    Collected moving =
        new Collected() {
          @Override
          public void files(List<Sighting> chunk) {
            unchecked(
                () -> {
                  Files.move(root, temp.resolve("moved"));
                  if (replaced) {
                    Files.createDirectory(root);
                  }
                });
          }
        };
    FolderScan scan = new FolderScan(root, IMAGES);
    return assertThrows(RootUnavailableException.class, () -> scan.run(moving)).reason();
  }

  static void mkfifo(Path path) throws IOException, InterruptedException {
    assumeTrue(shell("mkfifo \"$1\"", path) == 0);
  }

  private static int shell(String script, Path argument) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", script, "sh", argument.toString()).start().waitFor();
  }

  private interface FileAction {
    void run() throws IOException;
  }

  private static void unchecked(FileAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
