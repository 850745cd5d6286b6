package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.source.Verdict.Ignored;
import io.sluice.source.Verdict.TooLarge;
import io.sluice.source.Verdict.Wanted;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderFilterTest {
  private static final Set<String> IMAGES = Set.of("jpg", "png");

  private final FolderFilter filter = filter(List.of(), List.of(), 1, 1_000, "");

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "A.JPG", "b/c/a.Png", "bad%FF.jpg", "%E6%97%A5.jpg", "a.b.jpg"})
  void wants_whenExtensionIsTaken(String path) {
    assertEquals(new Wanted(), judge(filter, path, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "notes.txt, EXTENSION",
    "jpg, EXTENSION",
    "a.jpg., EXTENSION",
    ".a.jpg, TEMPORARY",
    "._a.jpg, TEMPORARY",
    ".~lock.a.jpg, TEMPORARY",
    "a.jpg.part, TEMPORARY",
    "a.jpg.PARTIAL, TEMPORARY",
    "a.jpg.filepart, TEMPORARY",
    "a.jpg.crdownload, TEMPORARY",
    "a.jpg.download, TEMPORARY",
    "a.tmp, TEMPORARY",
    "~a.jpg, TEMPORARY",
    "a.jpg~, TEMPORARY",
    "a.swp, TEMPORARY",
    "4913, TEMPORARY",
    "thumbs.DB, TEMPORARY",
    "desktop.ini, TEMPORARY",
    ".DS_Store, TEMPORARY",
    "x/@eaDir/a.jpg, TEMPORARY",
    "%23recycle/a.jpg, TEMPORARY",
    "lost+found/a.jpg, TEMPORARY",
    "$RECYCLE.BIN/a.jpg, TEMPORARY",
    "System%20Volume%20Information/a.jpg, TEMPORARY",
    ".git/a.jpg, TEMPORARY",
  })
  void ignores_whenNameIsNoImageOrTemporary(String path, IgnoreReason reason) {
    assertEquals(new Ignored(reason), judge(filter, path, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4913.jpg", "recycle/a.jpg", "eaDir/a.jpg", "x~y.jpg", "part.jpg"})
  void wants_whenNameOnlyResemblesTemporaryOne(String path) {
    assertEquals(new Wanted(), judge(filter, path, 10));
  }

  @Test
  void wantsEmptyFile_whenMinSizeIsDefault() {
    assertEquals(new Wanted(), judge(filter, "a.jpg", 0));
  }

  @Test
  void obeysSizes_whenConfigured() {
    FolderFilter sized = filter(List.of(), List.of(), 100, 200, "");
    assertEquals(new Ignored(IgnoreReason.TOO_SMALL), judge(sized, "a.jpg", 99));
    assertEquals(new Wanted(), judge(sized, "a.jpg", 100));
    assertEquals(new Wanted(), judge(sized, "a.jpg", 200));
    assertEquals(new TooLarge(200), judge(sized, "a.jpg", 201));
    assertEquals(new Ignored(IgnoreReason.EXTENSION), judge(sized, "a.txt", 201));
  }

  @Test
  void includeReplacesExtensions_whenGiven() {
    FolderFilter some = filter(List.of("*.txt", "stop/"), List.of("*_old.*"), 1, 1_000, "");
    assertEquals(new Wanted(), judge(some, "a.txt", 1));
    assertEquals(new Wanted(), judge(some, "stop/deep/a.raw", 1));
    assertEquals(new Ignored(IgnoreReason.NOT_INCLUDED), judge(some, "a.jpg", 1));
    assertEquals(new Ignored(IgnoreReason.EXCLUDED), judge(some, "a_OLD.txt", 1));
    assertEquals(new Ignored(IgnoreReason.TEMPORARY), judge(some, "stop/a.tmp", 1));
  }

  @Test
  void walksNoDirectory_whenExcluded() {
    FolderFilter some = filter(List.of(), List.of("/done/", "raw"), 1, 1_000, "");
    assertFalse(some.walks(new RelativePath("done")));
    assertTrue(some.walks(new RelativePath("x/done")));
    assertFalse(some.walks(new RelativePath("x/raw/y")));
    assertFalse(some.walks(new RelativePath("x/.cache")));
    assertFalse(some.walks(new RelativePath("@eaDir")));
    assertTrue(some.walks(RelativePath.ROOT));
    assertTrue(some.walks(new RelativePath("x.jpg")));
  }

  @Test
  void ignoresMarker_whenDoneFileIsConfigured() {
    FolderFilter marked = filter(List.of(), List.of(), 1, 1_000, "{name}.ok");
    assertEquals(new Ignored(IgnoreReason.DONE_FILE), judge(marked, "x/a.jpg.ok", 1));
    assertEquals(new Wanted(), judge(marked, "x/a.jpg", 1));
    assertEquals(new Ignored(IgnoreReason.EXTENSION), judge(filter, "x/a.jpg.ok", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "{name}.ok, x/a.jpg, x/a.jpg.ok",
    "{stem}.ok, x/a.jpg, x/a.ok",
    "{stem}.ok, x/noext, x/noext.ok",
    ".ready, x/a.jpg, x/.ready",
    ".done-{name}, %E6.jpg, .done-%E6.jpg",
  })
  void marksFile_asTemplateSays(String template, String file, String marker) {
    DoneFile doneFile = DoneFile.parse(template).orElseThrow();
    assertEquals(new RelativePath(marker), doneFile.markerOf(new RelativePath(file)));
    assertTrue(doneFile.isMarker(new RelativePath(marker)));
    assertFalse(doneFile.isMarker(new RelativePath(file)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{name}", "{stem}", "a/b", "..", ".", "{name}{name}", "a b", "{name}.jpg"})
  void refusesDoneFile_whenImpossible(String template) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> filter(List.of(), List.of(), 1, 1_000, template));
    assertTrue(refused.getMessage().contains(template), refused.getMessage());
  }

  @Test
  void refusesSizes_whenNoRange() {
    assertThrows(IllegalArgumentException.class, () -> filter(List.of(), List.of(), 2, 1, ""));
    assertThrows(IllegalArgumentException.class, () -> filter(List.of(), List.of(), -1, 1, ""));
    assertThrows(IllegalArgumentException.class, () -> filter(List.of(), List.of(), 0, 0, ""));
  }

  private static Verdict judge(FolderFilter filter, String path, long size) {
    RelativePath file = new RelativePath(path);
    Verdict verdict = filter.judge(file, size);
    if (filter.walks(file.parent())) {
      assertEquals(verdict, filter.judgeEntry(file, size), "the scan and the probe agree");
    }
    return verdict;
  }

  private static FolderFilter filter(
      List<String> include, List<String> exclude, long min, long max, String doneFile) {
    return new FolderFilter(include, exclude, IMAGES, min, max, doneFile);
  }
}
