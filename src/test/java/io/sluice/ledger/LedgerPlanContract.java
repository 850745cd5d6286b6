package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims to remote names. */
abstract class LedgerPlanContract extends LedgerContract {
  @Test
  void itemIsWhatWasPlanned() {
    RemoteName remote = new RemoteName(SCOPE, "/x/y", "caf\u00e9 \u65e5.jpg");
    long id = granted(new NameClaim(path("x/caf%C3%A9.jpg"), stamp(5), remote, Lane.LIVE));
    Source source =
        new Source.LocalFile(
            new StampedFile(root, path("x/caf%C3%A9.jpg").in(root), stamp(5)), Optional.empty());
    assertEquals(
        new Item(
            id,
            new Origin.FolderUnit(folder, path("x/caf%C3%A9.jpg")),
            remote,
            ItemState.PLANNED,
            0,
            List.of(new Part("0", source, ""))),
        claimed());
    assertEquals(id, entry("x/caf%C3%A9.jpg").itemId().getAsLong());
  }

  @Test
  void answersComeInOrder_andLaterClaimsSeeEarlierOnes() {
    List<ClaimAnswer> answers =
        ledger.plan(folder, List.of(claimOf("x/a", 1), claimOf("y/a", 1), claimOf("b", 1)), T0);
    long first = assertInstanceOf(ClaimAnswer.Granted.class, answers.get(0)).itemId();
    assertEquals(
        new ClaimAnswer.TakenBy(
            first, folder, root, path("x/a"), ItemState.PLANNED, stamp(1), Optional.empty()),
        answers.get(1));
    assertInstanceOf(ClaimAnswer.Granted.class, answers.get(2));
  }

  @Test
  void nothingIsRecordedForAClaimantThatIsRefused() {
    granted("x/a", 1);
    record(observed("y/a", 2, EntryState.READY));
    ledger.plan(folder, List.of(claimOf("y/a", 3), claimOf("z/a", 3)), T0);
    assertEquals(EntryState.READY, state("y/a"));
    assertEquals(stamp(2), entry("y/a").stamp());
    assertEquals(Map.of(), ledger.files(folder, List.of(path("z/a"))));
  }

  @Test
  void directoriesKeepEqualFileNamesApart() {
    granted("x/a", 1);
    RemoteName elsewhere = new RemoteName(SCOPE, "/y", "a");
    granted(new NameClaim(path("y/a"), stamp(1), elsewhere, Lane.LIVE));
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED", "CONFLICT", "FAILED"})
  void ownNameIsGrantedAgainWithTheNewStamp_whenTheItemIsDone(ItemState end) {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), finished(item, end));
    assertEquals(item, granted("a", 2));
    Item again = claimed();
    assertEquals(ItemState.PLANNED, again.state());
    assertEquals(0, again.attempts());
    Source.LocalFile source = (Source.LocalFile) again.parts().get(0).source();
    assertEquals(stamp(2), source.file().stamp());
    assertEquals(Optional.empty(), source.knownDigest());
    assertEquals(Optional.empty(), entry("a").digest());
  }

  @Test
  void itemIsLookedUpFirst_whenItWasGivenUpAfterItWasSent() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), givenUp(item, 0));
    assertEquals(item, granted("a", 1));
    Item again = claimed();
    assertEquals(ItemState.SENT, again.state());
    assertEquals(0, again.attempts());
    Source.LocalFile source = (Source.LocalFile) again.parts().get(0).source();
    assertEquals(Optional.of(DIGEST), source.knownDigest());
  }

  @Test
  void itemBeginsAnew_whenTheFileChangedAfterItWasGivenUp_orItWasRefused() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), givenUp(item, 0));
    granted("a", 2);
    assertEquals(ItemState.PLANNED, claimed().state());
    advance(new ItemChange.Sending(item, "0", DIGEST), givenUp(item, 409));
    granted("a", 2);
    assertEquals(ItemState.PLANNED, claimed().state());
  }

  private static ItemChange givenUp(long item, int status) {
    return new ItemChange.Finished(
        item, ItemState.FAILED, "gave up", "", "", status, 4, Optional.empty());
  }

  @Test
  void ownNameIsGrantedAgain_whenTheItemWaits() {
    long item = granted("a", 1);
    claimed();
    advance(postponed(item, ItemState.PLANNED, at(1000)));
    assertEquals(item, granted("a", 2));
    assertEquals(2, claimed().sizeBytes());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"RESERVED", "SENT", "COMMITTED"})
  void itemGoesOnWhereItStood_whenItsOutcomeIsNotKnown(ItemState unresolved) {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), postponed(item, unresolved, at(1)));
    assertEquals(item, granted("a", 2));
    assertEquals(EntryState.QUEUED, state("a"));
    Item same = claimed();
    assertEquals(unresolved, same.state());
    assertEquals(3, same.attempts());
    assertEquals(1, same.sizeBytes());
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.SETTLING, state("a"));
    assertEquals(Optional.of(DIGEST), entry("a").digest());
    assertEquals(1, ledger.counts(folder).bytesUploaded());
  }

  @Test
  void changedFileIsNotTakenForUploaded_whenItIsPlannedWhileAWorkerHasTheOldOne() {
    long item = granted("a", 1);
    claimed();
    assertEquals(item, granted("a", 2));
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(99)));
    advance(new ItemChange.Sending(item, "0", DIGEST), finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.SETTLING, state("a"));
    assertEquals(Optional.of(DIGEST), entry("a").digest());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED", "CONFLICT", "FAILED"})
  void namePassesToTheClaimant_whenItsOwnerIsGone(ItemState end) {
    long item = granted("x/a", 1);
    advance(finished(item, end));
    record(new FileChange.Vanished(path("x/a")));
    assertEquals(item, granted("y/a", 2));
    assertEquals(new Origin.FolderUnit(folder, path("y/a")), claimed().origin());
    assertEquals(true, entry("x/a").itemId().isEmpty());
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("y/a"));
  }

  @Test
  void namePassesOnWithItsOpenOutcome_whenTheOwnerOfASentItemIsGone() {
    long item = granted("x/a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), postponed(item, ItemState.SENT, at(1)));
    record(new FileChange.Vanished(path("x/a")));
    assertEquals(item, granted("y/a", 2));
    assertEquals(ItemState.SENT, claimed().state());
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.SETTLING, state("y/a"));
    assertEquals(Optional.of(DIGEST), entry("y/a").digest());
    assertEquals(EntryState.VANISHED, state("x/a"));
  }

  @Test
  void claimantStays_whenAWorkerFindsTheFormerOwnerGone() {
    long item = granted("x/a", 1);
    claimed();
    record(new FileChange.Vanished(path("x/a")));
    assertEquals(item, granted("y/a", 2));
    advance(new ItemChange.Withdrawn(item, true));
    assertEquals(EntryState.SETTLING, state("y/a"));
    assertEquals(EntryState.VANISHED, state("x/a"));
    assertNotEquals(item, granted("y/a", 2));
  }

  @Test
  void formerNameIsGivenUp_whenAFileWaitsUnderANewOne() {
    granted(claimOf("a", 1, "old"));
    long fresh = granted(claimOf("a", 1, "new"));
    assertEquals(
        List.of(fresh),
        ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(9)).stream().map(Item::id).toList());
    granted(claimOf("b", 1, "old"));
  }

  @Test
  void endUnderAFormerNameLeavesTheFileAlone() {
    long old = granted(claimOf("a", 1, "old"));
    claimed();
    long fresh = granted(claimOf("a", 1, "new"));
    advance(finished(old, ItemState.FAILED));
    assertEquals(EntryState.QUEUED, state("a"));
    assertEquals(fresh, claimed().id());
  }
}
