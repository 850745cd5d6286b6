package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.Lane;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A listing that is read while the dataset changes; the platform gives three images a page. */
@Execution(ExecutionMode.CONCURRENT)
class ListingReaderTest {
  @TempDir private Path directory;
  private final ListingDemand demand = new ListingDemand();
  private UploadSite site;
  private OpenFolder folder;
  private ListingReader reader;

  @BeforeEach
  void open() throws Exception {
    site = new UploadSite(directory);
    folder = site.folder(7);
    reader = new ListingReader(site.target(), site.news, demand);
    site.theirs("1.png", "2.png", "3.png", "4.png", "5.png", "6.png", "7.png");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Job.ReadListing begin(Optional<Job.Resolve> then) {
    Optional<Job> first = reader.begin(folder, Lane.BACKLOG, Optional.empty(), then);
    return assertInstanceOf(Job.ReadListing.class, first.orElseThrow());
  }

  private Job.ReadListing next(Job.ReadListing job) throws Exception {
    List<Job> following = reader.read(job);
    assertEquals(1, following.size());
    return assertInstanceOf(Job.ReadListing.class, following.get(0));
  }

  private boolean isCovered() {
    return site.ledger
        .listings(folder.order().folderId(), UploadSite.SCOPE)
        .coverage(Optional.empty())
        .isPresent();
  }

  @Test
  void readingBeginsAnew_whenAnImageWasDeletedMeanwhile_soThatNoneIsHidden() throws Exception {
    Job.ReadListing second = next(begin(Optional.empty()));
    site.server().deleteImage("7.png");
    Job.ReadListing anew = next(second);
    assertEquals(0, anew.read().pages());
    assertEquals(2, anew.read().attempt());
    assertFalse(isCovered());
    assertEquals(List.of(), reader.read(next(anew)));
    assertTrue(isCovered());
    assertEquals(
        6,
        site.ledger
            .listings(folder.order().folderId(), UploadSite.SCOPE)
            .unseen(anew.read().generation() + 1, Optional.empty(), 100)
            .size());
  }

  @Test
  void readingGoesOn_whenImagesWereAddedMeanwhile() throws Exception {
    Job.ReadListing second = next(begin(Optional.empty()));
    site.theirs("8.png");
    Job.ReadListing third = next(second);
    assertEquals(1, third.read().attempt());
    assertEquals(List.of(), reader.read(third));
    assertTrue(isCovered());
  }

  @Test
  void namesAreAskedForOneByOne_whenImagesAreDeletedInEachReading() throws Exception {
    Job.Resolve then = new Job.Resolve(folder, Lane.BACKLOG, backlog("1.png"), false);
    List<Job> jobs = List.of(begin(Optional.of(then)));
    int newest = 20;
    for (int i = 8; i <= newest; i++) {
      site.theirs(i + ".png");
    }
    while (jobs.get(0) instanceof Job.ReadListing job) {
      jobs = reader.read(job);
      site.server().deleteImage(newest-- + ".png");
      assertTrue(newest > 10, "it has no end");
    }
    assertEquals(List.of(then), jobs);
    assertFalse(isCovered());
    assertFalse(demand.isWorth(UploadSite.SCOPE, Optional.empty(), 1, 100_000));
    demand.lookedUp(UploadSite.SCOPE, Optional.empty(), 100);
    assertTrue(demand.isWorth(UploadSite.SCOPE, Optional.empty(), 1, 100_000));
  }

  @Test
  void nameIsNotTakenForFree_whenADeletionHidItsRow() throws Exception {
    JobRunner runner = site.runner();
    Job.Resolve then = new Job.Resolve(folder, Lane.BACKLOG, backlog("4.png"), false);
    Job second = runner.run(begin(Optional.of(then))).get(0);
    assertInstanceOf(Job.ReadListing.class, second);
    site.server().deleteImage("7.png");
    site.runAll(runner, List.of(second));
    assertEquals(EntryState.SKIPPED, site.state(folder, "4.png"));
    String askedFor = site.server().requests(Step.BULK_UPLOAD_URL).get(0).getBody().utf8();
    assertFalse(askedFor.contains("\"4.png\""), askedFor);
  }

  /** So many files that reading some pages is cheaper than asking for each. */
  private List<Item> backlog(String name) {
    List<String> names = new ArrayList<>(List.of(name));
    for (int i = 0; i < 30; i++) {
      names.add("new-" + i + ".png");
    }
    return site.claimed(folder, Lane.BACKLOG, names.toArray(String[]::new));
  }

  @Test
  void pageOnItsWay_isGivenUp_whenTheFolderIsBoundToAnotherDataset() throws Exception {
    Job.ReadListing second = next(begin(Optional.empty()));
    site.ledger.bindScope(folder.order().folderId(), "ds-anew", site.clock().instant());
    assertEquals(List.of(), reader.read(second));
    assertEquals(
        List.of(),
        site.ledger.listings(folder.order().folderId(), "ds-anew").page(Optional.empty(), 100));
    assertEquals(
        Optional.empty(), reader.begin(folder, Lane.BACKLOG, Optional.empty(), Optional.empty()));
  }
}
