package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of items. */
abstract class LedgerStepContract extends LedgerContract {
  @Test
  void stepsSurviveAReopening() {
    granted("r", 1);
    granted("s", 2);
    granted("c", 3);
    List<Item> all = ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(1));
    advance(
        new ItemChange.Reserving(all.get(0).id()),
        new ItemChange.Sending(all.get(1).id(), "0", DIGEST),
        new ItemChange.Sending(all.get(2).id(), "0", DIGEST),
        new ItemChange.Committed(all.get(2).id(), "job-7"));
    reopen();
    List<Item> again = ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(1));
    assertEquals(
        List.of(ItemState.RESERVED, ItemState.SENT, ItemState.COMMITTED),
        again.stream().map(Item::state).toList());
    assertEquals("job-7", again.get(2).parts().get(0).token());
    Source.LocalFile sent = (Source.LocalFile) again.get(1).parts().get(0).source();
    assertEquals(Optional.of(DIGEST), sent.knownDigest());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED", "CONFLICT", "FAILED"})
  void fileTakesTheFinalState(ItemState end) {
    long item = granted("a", 4);
    claimed();
    advance(new ItemChange.Finished(item, end, "so it is", "", "", 409, 2, Optional.of(at(60))));
    assertEquals(EntryState.concluded(end), state("a"));
    assertEquals("so it is", entry("a").reason());
    assertEquals(Optional.of(at(60)), entry("a").retryAt());
    assertEquals(end == ItemState.UPLOADED ? 4 : 0, ledger.counts(folder).bytesUploaded());
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(9999)));
  }

  @ParameterizedTest
  @EnumSource(
      value = EntryState.class,
      names = {"SETTLING", "READY", "INCOMPLETE", "CONFLICT", "FAILED"})
  void endDoesNotOverwriteWhatWasObservedOfAChangedFile(EntryState observed) {
    long item = granted("a", 1);
    claimed();
    record(observed("a", 2, observed));
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(observed, state("a"));
    assertEquals(stamp(2), entry("a").stamp());
  }

  @Test
  void endOverwritesAnObservationOfTheSameStamp() {
    long item = granted("a", 1);
    claimed();
    record(observed("a", 1, EntryState.SETTLING));
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a"));
  }

  @Test
  void uploadedFileIsUploaded_whenItVanishedMeanwhile() {
    long item = granted("a", 1);
    long failed = granted("b", 1);
    ledger.claim(folder, Lane.LIVE, 2, Long.MAX_VALUE, at(1));
    record(new FileChange.Vanished(path("a")), new FileChange.Vanished(path("b")));
    assertEquals(EntryState.VANISHED, state("a"));
    advance(finished(item, ItemState.UPLOADED), finished(failed, ItemState.FAILED));
    assertEquals(EntryState.UPLOADED, state("a"));
    assertEquals(EntryState.VANISHED, state("b"));
  }

  @Test
  void repeatedEndIsPassedOver() {
    long item = uploaded("a", 3);
    advance(finished(item, ItemState.FAILED), new ItemChange.Withdrawn(item, true));
    advance(new ItemChange.Reserving(item), postponed(item, ItemState.PLANNED, at(0)));
    assertEquals(EntryState.UPLOADED, state("a"));
    assertEquals(3, ledger.counts(folder).bytesUploaded());
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, at(9999)));
  }

  @Test
  void postponedItemWaitsForItsTime() {
    long item = granted("a", 1);
    claimed();
    advance(postponed(item, ItemState.PLANNED, at(100)));
    assertEquals(EntryState.QUEUED, state("a"));
    assertEquals(Optional.of(at(100)), ledger.nextClaimAt(folder, Lane.LIVE));
    assertEquals(
        List.of(), ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(100).minusNanos(1)));
    Item again = ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(100)).get(0);
    assertEquals(item, again.id());
    assertEquals(3, again.attempts());
  }

  @Test
  void nothingIsLeftOfAnAttempt_whenItemGoesBackToPlanned() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), new ItemChange.Committed(item, "job"));
    advance(postponed(item, ItemState.PLANNED, at(0)));
    assertEquals(Optional.empty(), entry("a").digest());
    assertEquals("", claimed().parts().get(0).token());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nameIsFree_whenItemIsTakenBack(boolean gone) {
    long item = granted("x/a", 1);
    ledger.plan(folder, List.of(claimOf("y/a", 2)), T0);
    record(observed("y/a", 2, EntryState.CONFLICT));
    claimed();
    advance(new ItemChange.Withdrawn(item, gone));
    assertEquals(gone ? EntryState.VANISHED : EntryState.SETTLING, state("x/a"));
    assertEquals(true, entry("x/a").itemId().isEmpty());
    assertEquals(EntryState.READY, state("y/a"));
    assertNotEqualIds(item, granted("y/a", 2));
  }

  private static void assertNotEqualIds(long old, long fresh) {
    assertEquals(true, fresh > old, fresh + " must not name the item that was " + old);
  }

  @Test
  void changeThatWasSeenStays_whenItemIsTakenBack() {
    long item = granted("a", 1);
    claimed();
    record(observed("a", 2, EntryState.READY));
    advance(new ItemChange.Withdrawn(item, true));
    assertEquals(EntryState.READY, state("a"));
  }

  @Test
  void stepsOfOneCallTakeEffectTogetherOrNotAtAll() {
    long a = granted("a", 1);
    long b = granted("b", 1);
    ledger.claim(folder, Lane.LIVE, 2, Long.MAX_VALUE, at(1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            advance(finished(a, ItemState.UPLOADED), new ItemChange.Sending(b, "no-slot", DIGEST)));
    assertEquals(EntryState.QUEUED, state("a"));
    advance(finished(a, ItemState.UPLOADED), finished(b, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a"));
  }

  @Test
  void unknownItemIsPassedOver() {
    long a = granted("a", 1);
    advance(new ItemChange.Reserving(4711), finished(a, ItemState.SKIPPED));
    assertEquals(EntryState.SKIPPED, state("a"));
  }
}
