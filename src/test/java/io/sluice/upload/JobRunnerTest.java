package io.sluice.upload;

import static io.sluice.target.pictograph.FakePictograph.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.Lane;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs against a platform, one after the other. */
@Execution(ExecutionMode.CONCURRENT)
class JobRunnerTest {
  /** More pages than are worth reading for a few files. */
  private static final long MANY_IMAGES = 1_000_000;

  @TempDir private Path directory;
  private UploadSite site;
  private OpenFolder folder;

  @BeforeEach
  void open() throws Exception {
    site = new UploadSite(directory);
    folder = site.folder(MANY_IMAGES);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<Job> first(List<Item> items) {
    return site.first(folder, Lane.LIVE, items);
  }

  @Test
  void whatWasSentBeforeACrash_isUploaded_whenASecondLookUpFindsIt() throws Exception {
    Item item = site.sentBefore(folder, "a.png");
    JobRunner runner = site.runner();
    Job.Resolve lookUp = (Job.Resolve) first(List.of(item)).get(0);
    List<Job> reserve = runner.run(lookUp);
    assertInstanceOf(Job.Reserve.class, reserve.get(0));
    // The commit before the crash takes effect only now.
    site.theirs("a.png");
    site.runAll(runner, reserve);
    assertEquals(EntryState.UPLOADED, site.state(folder, "a.png"));
    assertEquals(List.of(), site.server().requests(Step.PUT));
  }

  @Test
  void whatWasSentBeforeACrash_isUploaded_thoughItWasPostponedInBetween() throws Exception {
    Item item = site.sentBefore(folder, "a.png");
    JobRunner runner = site.runner();
    site.server().instead(Step.UPLOAD_URL, error(409, "idempotency_in_progress", "wait"));
    site.runAll(runner, first(List.of(item)));
    assertEquals(EntryState.QUEUED, site.state(folder, "a.png"));
    site.theirs("a.png");
    site.clock().pass(Duration.ofHours(1));
    List<Item> again = site.claim(folder, Lane.LIVE);
    assertEquals(ItemState.SENT, again.get(0).state());
    site.runAll(runner, first(again));
    assertEquals(EntryState.UPLOADED, site.state(folder, "a.png"));
  }

  @Test
  void whatWasSentBeforeACrash_isUploaded_thoughItsTransferFailedInBetween() throws Exception {
    Item item = site.sentBefore(folder, "a.png");
    JobRunner runner = site.runner();
    site.inject(TargetFixture.Fault.LOSE_RESERVATION);
    site.runAll(runner, first(List.of(item)));
    site.theirs("a.png");
    site.clock().pass(Duration.ofHours(1));
    site.runAll(runner, first(site.claim(folder, Lane.LIVE)));
    assertEquals(EntryState.UPLOADED, site.state(folder, "a.png"));
  }

  /** A first registration that is refused has put nothing there: what is there is not from us. */
  @Test
  void whatIsThere_isSkipped_whenAFirstRegistrationIsToldThatTheNameIsTaken() throws Exception {
    JobRunner runner = site.runner();
    site.server().afterwards(Step.REGISTER, error(409, "conflict", "already exists"));
    site.runAll(runner, first(site.claimed(folder, Lane.LIVE, "a.png")));
    assertEquals(EntryState.SKIPPED, site.state(folder, "a.png"));
  }

  @Test
  void otherContentUnderTheName_isAConflict_thoughWeSentSomethingBefore() throws Exception {
    Item item = site.sentBefore(folder, "a.png");
    JobRunner runner = site.runner();
    List<Job> reserve = runner.run((Job.ForItems) first(List.of(item)).get(0));
    site.server()
        .addImage(UploadSite.SCOPE, "/", "a.png", "other".getBytes(StandardCharsets.UTF_8));
    site.runAll(runner, reserve);
    assertEquals(EntryState.CONFLICT, site.state(folder, "a.png"));
  }

  @Test
  void whatNobodySent_isSkipped_whenItIsThere() throws Exception {
    site.theirs("a.png");
    JobRunner runner = site.runner();
    site.runAll(runner, first(site.claimed(folder, Lane.LIVE, "a.png")));
    assertEquals(EntryState.SKIPPED, site.state(folder, "a.png"));
  }

  @Test
  void shortLivedUrlIsUsed_thoughItMayNotLast_andAskedForAgainOnlyWhenItIsOld() throws Exception {
    site.server().urlsLiveFor(1);
    JobRunner slow = site.runner(Duration.ofMinutes(10));
    List<Item> items = site.claimed(folder, Lane.LIVE, "a.png");
    Job.Reserve reserve = new Job.Reserve(folder, Lane.LIVE, items);
    Job.Transfer transfer = (Job.Transfer) slow.run(reserve).get(0);
    assertInstanceOf(Job.Commit.class, slow.run(transfer).get(0));
    site.clock().pass(Duration.ofSeconds(31));
    assertInstanceOf(Job.Reserve.class, slow.run(transfer).get(0));
    site.runAll(slow, List.of(reserve));
    assertEquals(EntryState.UPLOADED, site.state(folder, "a.png"));
  }

  @Test
  void nameThatALookUpRefuses_stopsNoOther() throws Exception {
    JobRunner runner = site.runner();
    List<Item> items = site.claimed(folder, Lane.LIVE, "odd.png", "plain.png");
    site.server().instead(Step.LIST, error(422, "validation_error", "filename"));
    site.runAll(runner, List.of(new Job.Resolve(folder, Lane.LIVE, items, false)));
    assertEquals(EntryState.QUEUED, site.state(folder, "odd.png"));
    assertEquals(EntryState.UPLOADED, site.state(folder, "plain.png"));
    site.clock().pass(Duration.ofHours(1));
    assertEquals(1, site.claim(folder, Lane.LIVE).get(0).attempts());
  }

  private void failSecondLookUp() {
    if (site.server().requests(Step.LIST).size() == 2) {
      site.server().instead(Step.LIST, error(500, "internal_error", "oops"));
    }
  }

  @Test
  void whatWasLookedUpIsKept_whenALaterLookUpFails() throws Exception {
    JobRunner runner = site.runner();
    site.theirs("a.png", "b.png");
    List<Item> items = site.claimed(folder, Lane.LIVE, "a.png", "b.png");
    site.server().meanwhile(this::failSecondLookUp);
    List<Job> next = runner.run(new Job.Resolve(folder, Lane.LIVE, items, false));
    assertEquals(EntryState.SKIPPED, site.state(folder, "a.png"));
    assertEquals(EntryState.QUEUED, site.state(folder, "b.png"));
    Job.Resolve rest = (Job.Resolve) next.get(0);
    assertEquals(items.subList(1, 2), rest.items());
    site.runAll(runner, next);
    assertEquals(EntryState.SKIPPED, site.state(folder, "b.png"));
    assertEquals(3, site.server().requests(Step.LIST).size(), "the first is not asked for again");
  }

  @Test
  void waitIsCountedFromTheEndOfTheCall_howeverLongThatTook() throws Exception {
    JobRunner runner = site.runner();
    List<Item> items = site.claimed(folder, Lane.LIVE, "a.png");
    site.server().instead(Step.UPLOAD_URL, error(409, "idempotency_in_progress", "wait"));
    site.server().meanwhile(() -> site.clock().pass(Duration.ofSeconds(90)));
    runner.run(new Job.Reserve(folder, Lane.LIVE, items));
    Instant next = site.ledger.nextClaimAt(folder.order().folderId(), Lane.LIVE).orElseThrow();
    assertTrue(next.isAfter(site.clock().instant()), next + " at " + site.clock().instant());
  }

  @Test
  void whatOthersAddedBehindOurOwnUploads_isSeenByARefresh() throws Exception {
    JobRunner runner = site.runner();
    OpenFolder small = site.folder(3);
    site.theirs("1.png", "2.png");
    ListingReader reader = new ListingReader(site.target(), site.news, new ListingDemand());
    Job listing =
        reader.begin(small, Lane.BACKLOG, Optional.empty(), Optional.empty()).orElseThrow();
    site.runAll(runner, List.of(listing));
    site.theirs("theirs.png");
    // As many as a page has.
    List<Item> ours = site.claimed(small, Lane.BACKLOG, "x.png", "y.png", "z.png");
    site.runAll(runner, List.of(new Job.Reserve(small, Lane.BACKLOG, ours)));
    assertEquals(EntryState.UPLOADED, site.state(small, "z.png"));

    site.clock().pass(KnownNames.ABSENCE_LIFE.plusSeconds(1));
    int asked = site.server().requests(Step.UPLOAD_URL).size();
    List<Item> same = site.claimed(small, Lane.BACKLOG, "theirs.png");
    site.runAll(runner, site.first(small, Lane.BACKLOG, same));
    assertEquals(EntryState.SKIPPED, site.state(small, "theirs.png"));
    assertEquals(asked, site.server().requests(Step.UPLOAD_URL).size());
    assertTrue(
        site.server().requests(Step.LIST).stream()
            .allMatch(request -> request.getUrl().queryParameter("filename") == null));
  }

  private DatasetOpening opening() {
    return new DatasetOpening(site.target(), site.news);
  }

  @Test
  void datasetThatIsRefused_isToldApartFromATargetThatIs() {
    site.server().forbid("road-signs");
    TargetException alone =
        assertThrows(TargetException.class, () -> opening().open(site.order("road-signs"), 0));
    assertEquals(TargetException.Kind.DATASET_REFUSED, alone.kind());
    assertTrue(alone.getMessage().contains("Not your dataset"), alone.getMessage());
    site.server().instead(Step.ORGANIZATION, error(401, "unauthorized", "bad key"));
    TargetException all =
        assertThrows(TargetException.class, () -> opening().open(site.order("road-signs"), 0));
    assertEquals(TargetException.Kind.REFUSED, all.kind());
  }
}
