package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Files and datasets with which a sync cannot do what it should: each has its state and code. */
@Execution(ExecutionMode.CONCURRENT)
final class SyncProblemsIT {
  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
  }

  @Test
  void exits0WithoutSuccess_whenFolderIsEmpty() throws Exception {
    Synced synced = site.sync(0);
    synced.counts(0, 0, 0);
    assertFalse(synced.success());
  }

  @Test
  void failsDuplicates_whenSkipExistingIsOff() throws Exception {
    site.writeMany(5);
    site.folder("skip-existing: false").sync(0).counts(5, 5, 0);
    SyncIT.deleteLedger(site);

    Synced again = site.sync(4);
    again.counts(5, 0, 0);
    assertFalse(again.success());
    again.failures().values().forEach(r -> assertTrue(r.startsWith("failed already"), r));
    assertEquals(site.localDigests(), site.storedDigests());
  }

  @Test
  void exits5WithReport_whenDatasetIsMissingAndNotToBeCreated() throws Exception {
    site.writeMany(3);
    Synced synced = site.folder("create-if-missing: false").sync(5);
    synced.counts(3, 0, 0);
    synced.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));
    assertTrue(synced.shown().contains(Site.DATASET), synced::shown);
  }

  @Test
  void holdsBackWhatIsNotWhole_untilItIs() throws Exception {
    byte[] late = ImageFiles.png("late", 2_000);
    site.folder("max-size: 4KB", "settle: { quiet-period: 300ms, max-wait: 1s }");
    site.write("good.png", ImageFiles.png("good"));
    site.write("big.png", ImageFiles.png("big", 5_000));
    site.write("stop/cut.png", ImageFiles.cut(late));
    site.write("stop/cut.jpg", ImageFiles.cut(ImageFiles.jpeg("cut")));
    site.write("stop/zeros.jpg", new byte[500]);
    site.write("stop/text.png", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    Synced first = site.sync(4);
    first.counts(6, 1, 0);
    assertTrue(first.failures().get("big.png").startsWith("failed "), first::shown);
    for (String name : Set.of("cut.png", "cut.jpg", "zeros.jpg", "text.png")) {
      assertTrue(first.failures().get("stop/" + name).startsWith("incomplete "), first::shown);
    }
    assertEquals(Set.of("/good.png"), site.storedDigests().keySet());

    site.write("stop/cut.png", late);
    Synced second = site.sync(4);
    second.counts(6, 1, 1);
    assertEquals(Site.sha256(late), site.storedDigests().get("/stop/cut.png"));
  }

  @Test
  void reportsConflict_whenNameIsThereWithOtherContent() throws Exception {
    site.write("a/1.png", ImageFiles.png("first"));
    site.sync(0);
    String stored = site.storedDigests().get("/a/1.png");
    SyncIT.deleteLedger(site);
    site.write("a/1.png", ImageFiles.png("other content"));

    Synced synced = site.sync(4);
    synced.counts(1, 0, 0);
    assertTrue(synced.failures().get("a/1.png").startsWith("conflict "), synced::shown);
    assertEquals(stored, site.storedDigests().get("/a/1.png"));
  }
}
