package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.file.FileState;
import io.sluice.item.ItemState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a ledger forgets files that are long gone. */
abstract class LedgerForgetContract extends LedgerContract {
  @Test
  void forgetsWhatIsLongGone_andNothingElse() {
    upload("kept");
    upload("late");
    upload("early");
    vanish("early", 10);
    vanish("late", 20);
    assertEquals(1, ledger.forget(folder, at(20), 100, at(99)));
    assertEquals(Map.of(), ledger.files(folder, List.of(path("early"))));
    assertEquals(
        List.of("kept", "late"),
        ledger.known(folder, Optional.empty(), 9).stream().map(f -> f.path().encoded()).toList());
    assertEquals(2L, ledger.counts(folder).of(FileState.UPLOADED));
  }

  @Test
  void nameIsFree_afterItsFileIsForgotten() {
    upload("a");
    vanish("a", 10);
    ledger.forget(folder, at(11), 100, at(12));
    reopen();
    long again = granted("a", 5);
    assertEquals(List.of(again), handedOut());
  }

  @Test
  void fileThatCameBackIsNotForgotten() {
    upload("a");
    vanish("a", 10);
    FileEntry entry = ledger.files(folder, List.of(path("a"))).get(path("a"));
    assertEquals(true, ledger.known(folder, Optional.empty(), 9).get(0).gone());
    ledger.record(folder, List.of(new FileChange.Restamped(path("a"), entry.stamp())), at(11));
    assertEquals(false, ledger.known(folder, Optional.empty(), 9).get(0).gone());
    assertEquals(0, ledger.forget(folder, at(99), 100, at(99)));
  }

  @Test
  void timeOfTheLastSweepIsKept() {
    assertEquals(Instant.EPOCH, ledger.sweptAt(folder));
    ledger.swept(folder, at(7));
    reopen();
    assertEquals(at(7), ledger.sweptAt(folder));
  }

  @Test
  void itemsOfADatasetThatNoFolderIsBoundTo_areForgotten_onlyAfterLong() {
    upload("a");
    upload("b");
    ledger.bindScope(folder, "dataset-2", at(99));
    assertEquals(0, ledger.forgetUnbound(at(10), 100, at(10)), "noticed by this call");
    assertEquals(0, ledger.forgetUnbound(at(10), 100, at(20)));
    assertEquals(1, ledger.forgetUnbound(at(11), 1, at(20)));
    assertEquals(1, ledger.forgetUnbound(at(11), 100, at(20)));
    assertEquals(2L, ledger.counts(folder).of(FileState.PENDING));
    // The names are free, as those of files that were forgotten.
    ledger.bindScope(other(), SCOPE, at(99));
    assertInstanceOf(
        ClaimAnswer.Granted.class, ledger.plan(other(), List.of(claimOf("a", 1)), T0).get(0));
  }

  @Test
  void itemsStay_whileAFolderIsBoundToTheirDataset_orIsAgain() {
    upload("a");
    ledger.bindScope(folder, "dataset-2", at(99));
    ledger.forgetUnbound(at(1), 100, at(10));
    ledger.bindScope(other(), SCOPE, at(99));
    assertEquals(0, ledger.forgetUnbound(at(99), 100, at(20)));
    assertInstanceOf(
        ClaimAnswer.TakenBy.class, ledger.plan(other(), List.of(claimOf("a", 1)), T0).get(0));
    ledger.bindScope(other(), "dataset-2", at(99));
    assertEquals(0, ledger.forgetUnbound(at(99), 100, at(100)), "counted anew");
  }

  private long other() {
    return ledger.openFolder(new FolderKey(directory.resolve("b"), key("x").target(), "cats"));
  }

  private List<Long> handedOut() {
    return ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(99)).stream()
        .map(item -> item.id())
        .toList();
  }

  private void upload(String file) {
    advance(finished(granted(file, 1), ItemState.UPLOADED));
  }

  private void vanish(String file, long seconds) {
    ledger.record(folder, List.of(new FileChange.Vanished(path(file))), at(seconds));
  }
}
