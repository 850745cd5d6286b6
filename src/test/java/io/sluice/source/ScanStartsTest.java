package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.file.RelativePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanStartsTest {
  private static final FolderFilter FILTER =
      new FolderFilter(List.of(), List.of("/raw/"), Set.of("jpg", "nii.gz"), 1, 1_000, "");

  @TempDir private Path root;
  private final Collected found = new Collected();

  @Test
  void walksWhatWasNamed_andNothingElse() throws Exception {
    Paths.file(root, "a/1.jpg", 3);
    Paths.file(root, "a/sub/2.jpg", 3);
    Paths.file(root, "b/3.jpg", 3);
    Paths.file(root, "4.jpg", 3);
    Paths.file(root, "5.jpg", 3);

    ScanSummary summary = scan(List.of("a"), List.of("5.jpg"));

    assertEquals(Set.of("a/1.jpg", "a/sub/2.jpg", "5.jpg"), found.paths());
    assertEquals(3, summary.wanted());
    assertEquals(0, summary.ignoredTotal());
  }

  @Test
  void deliversEachFileOnce_howeverTheStartsOverlap() throws Exception {
    Paths.file(root, "d/1.jpg", 3);
    Paths.file(root, "d/a/2.jpg", 3);
    Paths.file(root, "d/a/3.jpg", 3);

    scan(List.of("d/a", "d", "d/a"), List.of("d/a/3.jpg", "d/1.jpg"));

    assertEquals(Set.of("d/1.jpg", "d/a/2.jpg", "d/a/3.jpg"), found.paths());
  }

  @Test
  void aFileThatIsNamedBeforeItsDirectory_isDeliveredOnce() throws Exception {
    Paths.file(root, "d/1.jpg", 3);
    Paths.file(root, "d/2.jpg", 3);
    ScanStarts.Builder builder = new ScanStarts.Builder();
    builder.file(new RelativePath("d/1.jpg"));
    builder.directory(new RelativePath("d"));
    ScanStarts starts = builder.build();

    new FolderScan(root, FILTER, starts).run(found);

    assertEquals(Set.of("d/1.jpg", "d/2.jpg"), found.paths());
    assertEquals(new RelativePath("1.jpg"), starts.within(new RelativePath("d/1.jpg")));
  }

  @Test
  void rulesSeePathsBelowTheStart() throws Exception {
    Paths.file(root, ".hidden/day/raw/1.jpg", 3);
    Paths.file(root, ".hidden/day/2.jpg", 3);
    Paths.file(root, ".hidden/day/sub/raw/3.jpg", 3);
    Paths.file(root, ".hidden/day/.sub/4.jpg", 3);

    scan(List.of(".hidden/day"), List.of());

    assertEquals(Set.of(".hidden/day/2.jpg", ".hidden/day/sub/raw/3.jpg"), found.paths());
  }

  @Test
  void laterPathsOfAnEarlierStart_belongToThat() {
    ScanStarts inner = starts(List.of("d/a", "d"), List.of());
    assertEquals("x.jpg", inner.within(new RelativePath("d/a/x.jpg")).encoded());
    assertEquals("y/x.jpg", inner.within(new RelativePath("d/y/x.jpg")).encoded());
    ScanStarts outer = starts(List.of("d", "d/a"), List.of());
    assertEquals("a/x.jpg", outer.within(new RelativePath("d/a/x.jpg")).encoded());
  }

  @Test
  void looksAtNothingElse() throws Exception {
    Paths.file(root, "a/1.jpg", 3);
    Paths.file(root, "b/1.jpg", 3);
    FolderProbe probe = new FolderProbe(root, FILTER, starts(List.of("a"), List.of()));

    assertInstanceOf(Look.Found.class, probe.look(new RelativePath("a/1.jpg")));
    assertInstanceOf(Look.Ignored.class, probe.look(new RelativePath("b/1.jpg")));
    assertInstanceOf(Look.Ignored.class, probe.look(new RelativePath("b")));
  }

  @Test
  void whatWasNamedAndIsALink_isLeftAlone() throws Exception {
    Paths.file(root, "1.jpg", 3);
    Files.createSymbolicLink(root.resolve("2.jpg"), root.resolve("1.jpg"));

    ScanSummary summary = scan(List.of(), List.of("2.jpg", "gone.jpg"));

    assertEquals(Set.of(), found.paths());
    assertEquals(Map.of(IgnoreReason.NOT_A_FILE, 1L), summary.ignored());
  }

  @Test
  void extensionsOfTwoParts_areTold() throws Exception {
    Paths.file(root, "a/1.nii.gz", 3);
    Paths.file(root, "a/1.NII.GZ", 3);
    Paths.file(root, "a/1.gz", 3);
    Paths.file(root, "a/1.nii", 3);

    scan(List.of("a"), List.of());

    assertEquals(Set.of("a/1.nii.gz", "a/1.NII.GZ"), found.paths());
  }

  private ScanSummary scan(List<String> directories, List<String> files) throws Exception {
    return new FolderScan(root, FILTER, starts(directories, files)).run(found);
  }

  private static ScanStarts starts(List<String> directories, List<String> files) {
    ScanStarts.Builder starts = new ScanStarts.Builder();
    directories.forEach(directory -> starts.directory(new RelativePath(directory)));
    files.forEach(file -> starts.file(new RelativePath(file)));
    return starts.build();
  }
}
