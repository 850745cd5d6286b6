package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folders, and the scopes that they are bound to. */
abstract class LedgerFolderContract extends LedgerContract {
  @Test
  void folderKeepsItsRow_whenOpenedAgain() {
    assertEquals(folder, ledger.openFolder(key("cats")));
    assertNotEquals(folder, ledger.openFolder(key("dogs")));
    assertNotEquals(
        folder, ledger.openFolder(new FolderKey(root.resolve("b"), key("cats").target(), "cats")));
    reopen();
    assertEquals(folder, ledger.openFolder(key("cats")));
  }

  @Test
  void rootsThatPrintAlikeStayApart() {
    Path first = Path.of(URI.create("file:///srv/bad%FF%25%20%0A"));
    Path second = Path.of(URI.create("file:///srv/bad%FE%25%20%0A"));
    long one = ledger.openFolder(new FolderKey(first, "t", "d"));
    assertNotEquals(one, ledger.openFolder(new FolderKey(second, "t", "d")));
    ledger.bindScope(one, SCOPE, at(99));
    ledger.plan(one, List.of(claimOf("x%FE%0A/caf%C3%A9.jpg", 1)), T0);
    Item item = ledger.claim(one, Lane.LIVE, 1, Long.MAX_VALUE, T0).get(0);
    Path file = ((Source.LocalFile) item.parts().get(0).source()).file().path();
    assertEquals("/srv/bad%FF%25%20%0A/x%FE%0A/caf%C3%A9.jpg", file.toUri().getRawPath());
  }

  @Test
  void unknownFolderIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ledger.bindScope(999, SCOPE, at(99)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ledger.record(999, List.of(observed("a", 1, EntryState.READY)), T0));
    assertThrows(
        IllegalArgumentException.class, () -> ledger.plan(999, List.of(claimOf("a", 1)), T0));
    assertThrows(
        IllegalArgumentException.class, () -> ledger.claim(999, Lane.LIVE, 1, Long.MAX_VALUE, T0));
    assertThrows(IllegalArgumentException.class, () -> ledger.counts(999));
  }

  @Test
  void bindingToTheSameScopeChangesNothing() {
    uploaded("a.jpg", 1);
    ledger.bindScope(folder, SCOPE, at(99));
    assertEquals(EntryState.UPLOADED, state("a.jpg"));
  }

  @Test
  void claimToAFormerScopeChangesNothing() {
    NameClaim other =
        new NameClaim(path("a"), stamp(1), new RemoteName("other", "/", "a"), Lane.LIVE);
    List<ClaimAnswer> answers = ledger.plan(folder, List.of(other, claimOf("b", 1)), T0);
    assertEquals(new ClaimAnswer.Outdated(SCOPE), answers.get(0));
    assertInstanceOf(ClaimAnswer.Granted.class, answers.get(1));
    assertEquals(Map.of(), ledger.files(folder, List.of(path("a"))));
  }

  @Test
  void nothingIsPlanned_whenFolderIsNotBound() {
    long unbound = ledger.openFolder(key("dogs"));
    assertThrows(
        IllegalArgumentException.class, () -> ledger.plan(unbound, List.of(claimOf("a", 1)), T0));
  }

  @Test
  void concludedFilesArePlannedAgain_whenDatasetIsANewOne() {
    uploaded("gone", 6);
    uploaded("up", 1);
    for (ItemState end : List.of(ItemState.SKIPPED, ItemState.CONFLICT, ItemState.FAILED)) {
      long item = granted(end.name(), 2);
      advance(finished(item, end));
    }
    granted("queued", 3);
    record(observed("settling", 4, EntryState.SETTLING), observed("cut", 5, EntryState.INCOMPLETE));
    record(new FileChange.Vanished(path("gone")));

    ledger.bindScope(folder, "dataset-2", at(99));

    for (String again : List.of("up", "SKIPPED", "CONFLICT", "FAILED", "queued")) {
      assertEquals(EntryState.READY, state(again), again);
      assertEquals(Optional.empty(), entry(again).digest(), again);
      assertEquals(true, entry(again).itemId().isEmpty(), again);
    }
    assertEquals(EntryState.SETTLING, state("settling"));
    assertEquals(EntryState.INCOMPLETE, state("cut"));
    assertEquals(EntryState.VANISHED, state("gone"));
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 10, Long.MAX_VALUE, at(99)));
    assertEquals(7, ledger.counts(folder).bytesUploaded());
  }

  @Test
  void fileThatWasDoneWaitsFromNowOn_whenItsDatasetIsAnother() {
    advance(finished(granted("done", 1), ItemState.UPLOADED));
    ledger.bindScope(folder, "dataset-2", at(1_000));
    assertEquals(Optional.of(at(1_000)), ledger.counts(folder).oldestPending());
  }

  @Test
  void lateStepOfADroppedItemIsPassedOver() {
    long old = granted("a", 1);
    claimed();
    ledger.bindScope(folder, "dataset-2", at(99));
    NameClaim anew =
        new NameClaim(path("a"), stamp(1), new RemoteName("dataset-2", "/", "a"), Lane.LIVE);
    long fresh = granted(anew);
    assertNotEquals(old, fresh);
    List<ItemChange> ends =
        List.of(finished(old, ItemState.UPLOADED), postponed(fresh, ItemState.PLANNED, at(1)));
    assertEquals(Set.of(old), ledger.advance(ends, at(100)), "not there any more");
    assertEquals(EntryState.QUEUED, state("a"));
    assertEquals(fresh, claimed().id());
  }

  @Test
  void sameFileKeepsItsName_whenItsDatasetWasRenamed() {
    long item = uploaded("a", 1);
    long renamed = ledger.openFolder(key("cats-2"));
    ledger.bindScope(renamed, SCOPE, at(99));
    ClaimAnswer answer = ledger.plan(renamed, List.of(claimOf("a", 1)), T0).get(0);
    assertEquals(new ClaimAnswer.Granted(item), answer);
    assertEquals(true, entry("a").itemId().isEmpty());
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(9)));
    assertEquals(item, ledger.claim(renamed, Lane.LIVE, 1, Long.MAX_VALUE, at(9)).get(0).id());
  }

  @Test
  void twoFoldersOfOneDatasetCannotHaveOneName() {
    long item = granted("a", 1);
    long other =
        ledger.openFolder(new FolderKey(directory.resolve("b"), key("x").target(), "cats"));
    ledger.bindScope(other, SCOPE, at(99));
    ClaimAnswer.TakenBy taken =
        assertInstanceOf(
            ClaimAnswer.TakenBy.class, ledger.plan(other, List.of(claimOf("a", 1)), T0).get(0));
    assertEquals(
        new ClaimAnswer.TakenBy(
            item, folder, root, path("a"), ItemState.PLANNED, stamp(1), Optional.empty()),
        taken);
  }

  @Test
  void anotherTargetIsAnotherNamespace() {
    granted("a", 1);
    long other = ledger.openFolder(new FolderKey(root.resolve("b"), "darwin", "cats"));
    ledger.bindScope(other, SCOPE, at(99));
    assertInstanceOf(
        ClaimAnswer.Granted.class, ledger.plan(other, List.of(claimOf("a", 1)), T0).get(0));
  }
}
