package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue that items wait in, and their leases. */
abstract class LedgerQueueContract extends LedgerContract {
  @Test
  void lowestRankComesFirst_andEqualOnesAsTheyCame() {
    long second = ranked("b", 20);
    long first = ranked("c", 10);
    long third = ranked("a", 20);
    assertEquals(3, ledger.claimable(folder, Lane.LIVE, 9, at(10)));
    assertEquals(2, ledger.claimable(folder, Lane.LIVE, 2, at(10)));
    assertEquals(List.of(first, second), claim(2, 10));
    assertEquals(1, ledger.claimable(folder, Lane.LIVE, 9, at(10)));
    assertEquals(List.of(third), claim(2, 10));
    assertEquals(List.of(), claim(2, 10));
  }

  @Test
  void whoHasWaitedForItsTimeGoesFirst() {
    long late = ranked("a", 1);
    long early = ranked("b", 2);
    advance(postponed(late, ItemState.PLANNED, at(6)), postponed(early, ItemState.SENT, at(5)));
    long fresh = ranked("c", 0);
    assertEquals(1, ledger.claimable(folder, Lane.LIVE, 9, at(4)));
    assertEquals(List.of(fresh), claim(1, 4));
    long next = ranked("d", 0);
    assertEquals(List.of(early, late), claim(2, 6));
    assertEquals(List.of(next), claim(2, 6));
  }

  @Test
  void claimEndsBeforeTooManyBytes_butGivesOneItemAtLeast() {
    long large = granted(sized("a", 1000));
    long small = granted(sized("b", 10));
    long other = granted(sized("c", 10));
    assertEquals(List.of(large), ids(ledger.claim(folder, Lane.LIVE, 9, 100, at(9))));
    assertEquals(List.of(small), ids(ledger.claim(folder, Lane.LIVE, 9, 19, at(9))));
    assertEquals(List.of(other), ids(ledger.claim(folder, Lane.LIVE, 9, 19, at(9))));
  }

  private long ranked(String file, long rank) {
    return granted(new NameClaim(path(file), stamp(1), name(file), Lane.LIVE, rank));
  }

  private NameClaim sized(String file, long size) {
    return new NameClaim(path(file), stamp(size), name(file), Lane.LIVE, 0);
  }

  private static List<Long> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  @Test
  void lanesAndFoldersAreApart() {
    long live = granted("a", 1);
    NameClaim old = new NameClaim(path("b"), stamp(1), name("b"), Lane.BACKLOG);
    long backlog = granted(old);
    long other = ledger.openFolder(key("dogs"));
    assertEquals(List.of(), ledger.claim(other, Lane.LIVE, 9, Long.MAX_VALUE, at(9)));
    assertEquals(List.of(live), claim(9, 9));
    assertEquals(backlog, ledger.claim(folder, Lane.BACKLOG, 9, Long.MAX_VALUE, at(9)).get(0).id());
    assertEquals(Lane.BACKLOG, entry("b").lane());
  }

  @Test
  void leaseEnds_whenLedgerIsOpenedAgain() {
    long item = granted("a", 1);
    assertEquals(List.of(item), claim(1, 1));
    assertEquals(Optional.empty(), ledger.nextClaimAt(folder, Lane.LIVE));
    reopen();
    assertEquals(List.of(item), claim(1, 1));
  }

  @Test
  void nextClaimIsTheEarliestOfItsLane() {
    assertEquals(Optional.empty(), ledger.nextClaimAt(folder, Lane.LIVE));
    long live = granted("a", 1);
    long backlog = granted(new NameClaim(path("b"), stamp(1), name("b"), Lane.BACKLOG));
    advance(postponed(live, ItemState.PLANNED, at(70)));
    advance(postponed(backlog, ItemState.SENT, at(60)));
    assertEquals(Optional.of(at(60)), ledger.nextClaimAt(folder, Lane.BACKLOG));
    assertEquals(Optional.of(at(70)), ledger.nextClaimAt(folder, Lane.LIVE));
    advance(finished(backlog, ItemState.UPLOADED));
    assertEquals(Optional.empty(), ledger.nextClaimAt(folder, Lane.BACKLOG));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001})
  void limitIsChecked(int limit) {
    assertThrows(
        IllegalArgumentException.class,
        () -> ledger.claim(folder, Lane.LIVE, limit, Long.MAX_VALUE, T0));
  }

  @Test
  void everyItemIsHandedOutOnce_whenManyWorkersClaim() throws Exception {
    int files = 600;
    List<NameClaim> claims =
        IntStream.range(0, files).mapToObj(i -> claimOf("f" + i, 1 + i)).toList();
    ledger.plan(folder, claims, T0);
    ExecutorService workers = Executors.newFixedThreadPool(6);
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        work.add(this::claimUntilNoneWaits);
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> worker : workers.invokeAll(work, 60, TimeUnit.SECONDS)) {
        all.addAll(worker.get());
      }
      assertEquals(files, all.size());
      assertEquals(files, new HashSet<>(all).size());
    } finally {
      workers.shutdownNow();
    }
    assertEquals(files, ledger.counts(folder).files().get(EntryState.UPLOADED));
    assertEquals(files * (files + 1) / 2, ledger.counts(folder).bytesUploaded());
  }

  private List<Long> claimUntilNoneWaits() {
    List<Long> mine = new ArrayList<>();
    for (List<Long> some = claim(7, 9); !some.isEmpty(); some = claim(7, 9)) {
      mine.addAll(some);
      List<ItemChange> ends =
          some.stream().map(item -> finished(item, ItemState.UPLOADED)).toList();
      ledger.advance(ends, at(9));
      ledger.counts(folder);
    }
    return mine;
  }

  private List<Long> claim(int limit, long seconds) {
    return ledger.claim(folder, Lane.LIVE, limit, Long.MAX_VALUE, at(seconds)).stream()
        .map(Item::id)
        .toList();
  }
}
