package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderProbeTest {
  @TempDir Path temp;
  private Path root;
  private FolderProbe probe;

  @BeforeEach
  void createsFolder() throws IOException {
    root = Files.createDirectory(temp.resolve("in"));
    probe = probe("");
  }

  @Test
  void findsFile_whereverItIs() throws Exception {
    Path file = Paths.file(root, "a/bad%FF.jpg", 3);
    Sighting sighting = new Sighting(path("a/bad%FF.jpg"), FileStat.of(file).stamp());
    assertEquals(new Look.Found(sighting), probe.look(path("a/bad%FF.jpg")));
  }

  @Test
  void saysWhatItIs_whenNoWantedFile() throws Exception {
    Paths.file(root, "dir.jpg/notes.txt", 3);
    Paths.file(root, "@eaDir/a.jpg", 3);
    Paths.file(root, "big.jpg", 1_001);
    FolderScanTest.mkfifo(root.resolve("pipe.jpg"));
    assertEquals(new Look.Gone(), probe.look(path("none.jpg")));
    assertEquals(new Look.Gone(), probe.look(path("none/none.jpg")));
    assertEquals(new Look.Gone(), probe.look(path("big.jpg/x.jpg")));
    assertEquals(new Look.Gone(), probe.look(path("big.jpg/y/x.jpg")));
    assertEquals(new Look.Directory(path("dir.jpg")), probe.look(path("dir.jpg")));
    assertEquals(new Look.Directory(RelativePath.ROOT), probe.look(RelativePath.ROOT));
    assertEquals(ignored(IgnoreReason.EXTENSION), probe.look(path("dir.jpg/notes.txt")));
    assertEquals(ignored(IgnoreReason.EXCLUDED), probe.look(path("@eaDir")));
    assertEquals(ignored(IgnoreReason.TEMPORARY), probe.look(path("@eaDir/a.jpg")));
    assertEquals(ignored(IgnoreReason.NOT_A_FILE), probe.look(path("pipe.jpg")));
    assertInstanceOf(Look.TooLarge.class, probe.look(path("big.jpg")));
    assertInstanceOf(Look.Unreadable.class, probe.look(path("n".repeat(300) + ".jpg")));
  }

  @Test
  void followsNoLink_onTheWayNorAtTheEnd() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Paths.file(outside, "deep/a.jpg", 3);
    Files.createSymbolicLink(root.resolve("away"), outside);
    Files.createSymbolicLink(root.resolve("a.jpg"), outside.resolve("deep/a.jpg"));
    assertEquals(new Look.Gone(), probe.look(path("away/deep/a.jpg")));
    assertEquals(new Look.Gone(), probe.look(path("away/deep")));
    assertEquals(ignored(IgnoreReason.NOT_A_FILE), probe.look(path("away")));
    assertEquals(ignored(IgnoreReason.NOT_A_FILE), probe.look(path("a.jpg")));
  }

  @Test
  void saysUnavailable_whenFolderIsMissing() throws Exception {
    Files.delete(root);
    assertThrows(RootUnavailableException.class, () -> probe.look(path("a.jpg")));
  }

  @Test
  void looksAtMarkedFile_whenAskedForDoneFile() throws Exception {
    Paths.file(root, "x/a.jpg", 3);
    FolderProbe marked = probe("{name}.ok");
    assertFalse(marked.isMarked(path("x/a.jpg")));
    Files.createDirectory(root.resolve("x/a.jpg.ok"));
    assertFalse(marked.isMarked(path("x/a.jpg")), "a directory is no done-file");
    Files.delete(root.resolve("x/a.jpg.ok"));
    Paths.file(root, "x/a.jpg.ok", 0);
    assertTrue(marked.isMarked(path("x/a.jpg")));
    Look.Found found = assertInstanceOf(Look.Found.class, marked.look(path("x/a.jpg.ok")));
    assertEquals(path("x/a.jpg"), found.file().path());
    assertEquals(new Look.Directory(path("x")), probe("ready").look(path("x/ready")));
    assertFalse(probe.isMarked(path("x/a.jpg")));
  }

  private FolderProbe probe(String doneFile) {
    return new FolderProbe(
        root, new FolderFilter(List.of(), List.of(), Set.of("jpg"), 1, 1_000, doneFile));
  }

  private static Look ignored(IgnoreReason reason) {
    return new Look.Ignored(reason);
  }

  private static RelativePath path(String encoded) {
    return new RelativePath(encoded);
  }
}
