package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.item.ContentSuffix;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names with the suffix of a content, claimants that wait, and files with several uploads. */
abstract class LedgerRenameContract extends LedgerContract {
  private static final ContentDigest SECOND = new ContentDigest("fedcba9876543210".repeat(4));
  private static final ContentDigest THIRD = new ContentDigest("00000000000000ff".repeat(4));

  /** A claim of a file whose own name is taken. */
  private static NameClaim renamed(String path, long size, ContentDigest content) {
    RemoteName name = ContentSuffix.named(name(path.substring(path.lastIndexOf('/') + 1)), content);
    return new NameClaim(
        path(path), stamp(size), name, Lane.LIVE, 0, Optional.of(content), Set.of());
  }

  /** A claim that waits for what other files of the folder come to. */
  private NameClaim waiting(String path, long size) {
    NameClaim plain = claimOf(path, size);
    return new NameClaim(
        plain.path(),
        plain.stamp(),
        plain.name(),
        plain.lane(),
        plain.rank(),
        Optional.empty(),
        Set.of(folder));
  }

  private ClaimAnswer plan(NameClaim claim) {
    return ledger.plan(folder, List.of(claim), T0).get(0);
  }

  private long uploaded(NameClaim claim, ContentDigest content) {
    long item = granted(claim);
    assertEquals(item, claimed().id());
    advance(
        new ItemChange.Sending(item, "0", content),
        new ItemChange.Finished(item, ItemState.UPLOADED, "", "r", "", 200, 1, Optional.empty()));
    return item;
  }

  @Test
  void claimWithASuffixIsKept_withTheContentThatItIsFor() {
    granted(renamed("x/a.jpg", 1, SECOND));
    reopen();
    assertEquals(Optional.of(SECOND), entry("x/a.jpg").renamedFor());
    Item item = claimed();
    assertEquals("a~fedcba98.jpg", item.name().fileName());
    assertEquals(
        Optional.of(SECOND), ((Source.LocalFile) item.parts().get(0).source()).knownDigest());
  }

  @Test
  void claimWithASuffixIsKept_withTheContentThatItIsFor_whenItIsPutOff() {
    long item = granted(renamed("x/a.jpg", 1, SECOND));
    claimed();
    advance(new ItemChange.Postponed(item, ItemState.PLANNED, 1, T0, "busy"));
    assertEquals(
        Optional.of(SECOND), ((Source.LocalFile) claimed().parts().get(0).source()).knownDigest());
  }

  @Test
  void failedFileWithASuffix_isNotTakenForSent_whenNothingWasSentOfIt() {
    NameClaim claim = renamed("x/a.jpg", 1, SECOND);
    long item = granted(claim);
    claimed();
    advance(
        new ItemChange.Finished(
            item, ItemState.FAILED, "not readable", "", "", 0, 1, Optional.empty()));
    granted(claim);
    Item again = claimed();
    assertEquals(ItemState.PLANNED, again.state());
    assertEquals(
        Optional.of(SECOND), ((Source.LocalFile) again.parts().get(0).source()).knownDigest());
  }

  @Test
  void displacedFileIsReadyForItsOtherName_andItsFirstOneIsFree() {
    long item = granted("x/a", 1);
    plan(claimOf("y/a", 2));
    record(observed("y/a", 2, EntryState.CONFLICT));
    claimed();
    advance(new ItemChange.Displaced(item, SECOND));
    reopen();
    assertEquals(EntryState.READY, state("x/a"));
    assertEquals(Optional.of(SECOND), entry("x/a").renamedFor());
    assertTrue(entry("x/a").itemId().isEmpty());
    assertEquals(EntryState.READY, state("y/a"));
    granted("y/a", 2);
  }

  @Test
  void displacedFileSettlesAnew_whenItChangedMeanwhile() {
    long item = granted("a", 1);
    claimed();
    granted("a", 2);
    advance(new ItemChange.Displaced(item, SECOND));
    assertEquals(EntryState.SETTLING, state("a"));
  }

  @Test
  void laterObservationAsksForThePlainNameAgain() {
    granted(renamed("a", 1, SECOND));
    record(observed("a", 2, EntryState.READY));
    assertEquals(Optional.empty(), entry("a").renamedFor());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED", "CONFLICT", "FAILED"})
  void claimantWaitsForAnOwnerOnItsWay_andIsReadyAtThatOnesEnd(ItemState end) {
    long owner = granted("x/a", 1);
    assertEquals(new ClaimAnswer.Waits(folder, path("x/a")), plan(waiting("y/a", 2)));
    assertEquals(EntryState.QUEUED, state("y/a"));
    assertTrue(entry("y/a").reason().contains("x/a"), entry("y/a").reason());
    assertEquals(owner, claimed().id());
    advance(finished(owner, end));
    assertEquals(EntryState.READY, state("y/a"));
  }

  @Test
  void claimantIsReadyAgain_whenTheLedgerIsOpenedAnew_sinceNobodyMayWorkOnItsOwnerAnyMore() {
    granted("x/a", 1);
    plan(waiting("y/a", 2));
    reopen();
    assertEquals(EntryState.READY, state("y/a"));
    assertEquals(EntryState.QUEUED, state("x/a"));
    assertEquals(new ClaimAnswer.Waits(folder, path("x/a")), plan(waiting("y/a", 2)));
    assertInstanceOf(ClaimAnswer.TakenBy.class, plan(claimOf("y/a", 2)));
  }

  @Test
  void claimantIsReadyAgain_whenTheOwnerIsTakenBackOrDisplacedOrGone() {
    long taken = granted("x/a", 1);
    plan(waiting("y/a", 2));
    advance(new ItemChange.Withdrawn(taken, true));
    assertEquals(EntryState.READY, state("y/a"));

    long displaced = granted("x/b", 1);
    plan(waiting("y/b", 2));
    advance(new ItemChange.Displaced(displaced, SECOND));
    assertEquals(EntryState.READY, state("y/b"));

    granted("x/c", 1);
    plan(waiting("y/c", 2));
    record(new FileChange.Vanished(path("x/c")));
    assertEquals(EntryState.READY, state("y/c"));
  }

  @Test
  void claimantIsReadyAgain_whenTheDatasetIsANewOne() {
    granted("x/a", 1);
    plan(waiting("y/a", 2));
    ledger.bindScope(folder, "dataset-2", at(99));
    assertEquals(EntryState.READY, state("y/a"));
  }

  @Test
  void claimantIsRefused_whenTheOwnersFolderIsNotWorkedOn() {
    granted("x/a", 1);
    NameClaim plain = waiting("y/a", 2);
    NameClaim elsewhere =
        new NameClaim(
            plain.path(), plain.stamp(), plain.name(), Lane.LIVE, 0, Optional.empty(), Set.of(99L));
    assertInstanceOf(ClaimAnswer.TakenBy.class, plan(elsewhere));
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED", "CONFLICT", "FAILED"})
  void nameOfAnOwnerThatIsNotInTheDatasetPassesToAClaimantThatWouldWait(ItemState end) {
    uploadedAs("x/a", end);
    ClaimAnswer answer = plan(waiting("y/a", 2));
    boolean there = end == ItemState.UPLOADED || end == ItemState.SKIPPED;
    if (there) {
      ClaimAnswer.TakenBy taken = assertInstanceOf(ClaimAnswer.TakenBy.class, answer);
      assertEquals(Optional.of(DIGEST), taken.content());
      assertEquals(end, taken.state());
    } else {
      assertInstanceOf(ClaimAnswer.Granted.class, answer);
    }
  }

  private void uploadedAs(String path, ItemState end) {
    long item = granted(path, 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), finished(item, end));
  }

  @Test
  void coveredFileIsSkipped_unlessItIsAnotherByNow() {
    record(observed("a", 1, EntryState.READY), observed("b", 1, EntryState.READY));
    record(
        new FileChange.Covered(path("a"), stamp(1), "same as c"),
        new FileChange.Covered(path("b"), stamp(2), "same as c"));
    assertEquals(EntryState.SKIPPED, state("a"));
    assertEquals("same as c", entry("a").reason());
    assertEquals(EntryState.READY, state("b"));
  }

  @Test
  void everyUploadOfAFileIsKnown_andItsNamesStayItsOwn() {
    uploaded(claimOf("a.jpg", 1), DIGEST);
    uploaded(renamed("a.jpg", 2, SECOND), SECOND);
    assertEquals(Optional.of(SECOND), entry("a.jpg").digest());
    granted(renamed("a.jpg", 3, THIRD));
    reopen();
    assertEquals(Set.of(DIGEST, SECOND), ledger.uploadedContents(folder, path("a.jpg")));
    assertEquals(Optional.of(SECOND), entry("a.jpg").digest());
    for (String name : List.of("a.jpg", "a~fedcba98.jpg", "a~00000000.jpg")) {
      assertInstanceOf(ClaimAnswer.TakenBy.class, plan(claimOf("b/" + name, 9)));
    }
  }

  @Test
  void firstUploadIsStillKnown_whenTheSecondIsTakenBackOrFails() {
    uploaded(claimOf("a.jpg", 1), DIGEST);
    long second = granted(renamed("a.jpg", 2, SECOND));
    claimed();
    advance(new ItemChange.Withdrawn(second, false));
    assertEquals(Optional.of(DIGEST), entry("a.jpg").digest());
    long again = granted(renamed("a.jpg", 2, SECOND));
    claimed();
    advance(finished(again, ItemState.FAILED));
    assertEquals(Optional.of(DIGEST), entry("a.jpg").digest());
  }

  @Test
  void fileThatChangedBackIsUploadedUnderThatName_andForthAgain() {
    long first = uploaded(claimOf("a.jpg", 1), DIGEST);
    long second = uploaded(renamed("a.jpg", 2, SECOND), SECOND);
    record(observed("a.jpg", 4, EntryState.SETTLING));
    record(new FileChange.Reverted(path("a.jpg"), stamp(4), DIGEST));
    assertEquals(EntryState.UPLOADED, state("a.jpg"));
    assertEquals(first, entry("a.jpg").itemId().getAsLong());
    assertEquals(Optional.empty(), entry("a.jpg").renamedFor());

    record(new FileChange.Reverted(path("a.jpg"), stamp(5), SECOND));
    assertEquals(second, entry("a.jpg").itemId().getAsLong());
    assertEquals(Optional.of(SECOND), entry("a.jpg").renamedFor());
    assertEquals(Optional.of(SECOND), entry("a.jpg").digest());
  }

  @Test
  void missingUploadIsMadeAgainUnderItsOwnName() {
    uploaded(claimOf("a.jpg", 1), DIGEST);
    uploaded(renamed("a.jpg", 2, SECOND), SECOND);
    record(new FileChange.Requeued(path("a.jpg")));
    assertEquals(EntryState.READY, state("a.jpg"));
    assertEquals(Optional.of(SECOND), entry("a.jpg").renamedFor());
    assertEquals(Set.of(DIGEST), ledger.uploadedContents(folder, path("a.jpg")));
  }

  @Test
  void earlierUploadsAreForgotten_withTheFileOrTheDataset() {
    uploaded(claimOf("a.jpg", 1), DIGEST);
    uploaded(renamed("a.jpg", 2, SECOND), SECOND);
    uploaded(claimOf("b.jpg", 1), DIGEST);
    uploaded(renamed("b.jpg", 2, SECOND), SECOND);
    record(new FileChange.Vanished(path("a.jpg")));
    ledger.forget(folder, at(9), 10, at(9));
    assertEquals(Set.of(), ledger.uploadedContents(folder, path("a.jpg")));
    granted(claimOf("c/a.jpg", 1));

    ledger.bindScope(folder, "dataset-2", at(99));
    assertEquals(Set.of(), ledger.uploadedContents(folder, path("b.jpg")));
    assertEquals(Optional.empty(), entry("b.jpg").digest());
    assertEquals(Optional.empty(), entry("b.jpg").renamedFor());
  }

  @Test
  void earlierUploadIsAnotherFiles_onceItsOwnIsGone() {
    uploaded(claimOf("a.jpg", 1), DIGEST);
    uploaded(renamed("a.jpg", 2, SECOND), SECOND);
    record(new FileChange.Vanished(path("a.jpg")));
    granted(claimOf("b/a.jpg", 3));
    assertEquals(Set.of(SECOND), ledger.uploadedContents(folder, path("a.jpg")));
  }
}
