package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that was written by a clock that has been set back when it is opened again. */
abstract class LedgerSetBackContract extends LedgerContract {
  private static final Duration YEAR = Duration.ofDays(365);

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "P365D"})
  void itemThatWaitsIsDueAtOnce(Duration back) {
    long item = granted("a", 1);
    assertEquals(item, claimed().id());
    ledger.advance(List.of(postponed(item, ItemState.PLANNED, at(600))), at(50));
    Instant now = at(50).minus(back);
    reopen(now);
    assertEquals(1, ledger.claimable(folder, Lane.LIVE, 9, now));
    assertEquals(List.of(item), ids(ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, now)));
  }

  @Test
  void itemKeepsItsWait_whenClockWasNotSetBack() {
    long item = granted("a", 1);
    assertEquals(item, claimed().id());
    ledger.advance(List.of(postponed(item, ItemState.PLANNED, at(600))), at(50));
    reopen(at(60));
    assertEquals(0, ledger.claimable(folder, Lane.LIVE, 9, at(599)));
    assertEquals(Optional.of(at(600)), ledger.nextClaimAt(folder, Lane.LIVE));
    assertEquals(1, ledger.claimable(folder, Lane.LIVE, 9, at(600)));
  }

  @Test
  void failedFileIsDue_whenItsTimeIsFurtherAwayThanAnyPolicyPutsIt() {
    Instant ahead = T0.plus(YEAR);
    ledger.record(folder, List.of(failed("ahead", ahead.plus(Duration.ofDays(1)))), ahead);
    ledger.record(folder, List.of(failed("usual", at(86_400))), T0);
    reopen(T0);
    assertEquals(List.of(path("ahead")), due(T0));
    assertEquals(2, due(at(86_400)).size());
  }

  @Test
  void nothingHasBeenPendingSinceTheFuture() {
    ledger.record(folder, List.of(observed("a", 1, EntryState.SETTLING)), T0.plus(YEAR));
    reopen(T0);
    assertEquals(Optional.of(T0), ledger.counts(folder).oldestPending());
  }

  @Test
  void missedFileIsForgottenInTime() {
    ledger.record(folder, List.of(observed("a", 1, EntryState.READY)), T0);
    ledger.record(folder, List.of(new FileChange.Vanished(path("a"))), T0.plus(YEAR));
    reopen(T0);
    assertEquals(0, ledger.forget(folder, T0, 9, T0));
    assertEquals(1, ledger.forget(folder, at(1), 9, at(1)));
  }

  @Test
  void sweepIsDue_andListingIsReadAnew() {
    ledger.swept(folder, T0.plus(YEAR));
    Listings listings = ledger.listings(folder, SCOPE);
    long generation = listings.begin().orElseThrow();
    listings.complete(Optional.empty(), generation, T0.plus(YEAR));
    assertTrue(listings.coverage(Optional.empty()).isPresent());
    reopen(T0);
    assertEquals(Instant.EPOCH, ledger.sweptAt(folder));
    assertEquals(Optional.empty(), ledger.listings(folder, SCOPE).coverage(Optional.empty()));
  }

  private List<RelativePath> due(Instant now) {
    return ledger.due(folder, now, 9).stream().map(FileEntry::path).toList();
  }

  private static FileChange failed(String file, Instant again) {
    return new FileChange.Observed(
        path(file), stamp(1), EntryState.FAILED, "unreadable", Lane.LIVE, Optional.of(again));
  }

  private static List<Long> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }
}
