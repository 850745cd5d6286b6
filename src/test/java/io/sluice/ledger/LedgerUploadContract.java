package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.item.ItemState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way of one file through a ledger. */
abstract class LedgerUploadContract extends LedgerContract {
  @Test
  void filePassesAllStates_whenUploaded() {
    record(observed("a.jpg", 5, EntryState.SETTLING));
    record(observed("a.jpg", 5, EntryState.READY));
    assertEquals(EntryState.READY, state("a.jpg"));
    long item = granted("a.jpg", 5);
    assertEquals(EntryState.QUEUED, state("a.jpg"));
    assertEquals(item, claimed().id());
    assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(99)));
    advance(new ItemChange.Reserving(item));
    advance(new ItemChange.Sending(item, "0", DIGEST));
    advance(new ItemChange.Committed(item, "job-1"));
    assertEquals(EntryState.QUEUED, state("a.jpg"));
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a.jpg"));
    assertEquals(Optional.of(DIGEST), entry("a.jpg").digest());
    assertEquals(5, ledger.counts(folder).bytesUploaded());
  }
}
