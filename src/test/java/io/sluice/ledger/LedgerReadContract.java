package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileState;
import io.sluice.item.ItemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, counts, what is due, and copies. */
abstract class LedgerReadContract extends LedgerContract {
  @Test
  void pagesAreInPathOrder_acrossStates() {
    record(
        observed("a/y", 1, EntryState.READY),
        observed("a-b/x", 1, EntryState.FAILED),
        observed("b", 1, EntryState.READY),
        observed("a", 1, EntryState.INCOMPLETE),
        observed("a%FF", 1, EntryState.FAILED));
    Set<EntryState> states = EnumSet.of(EntryState.READY, EntryState.FAILED);
    assertEquals(List.of("a%FF", "a-b/x"), page(states, Optional.empty(), 2));
    assertEquals(List.of("a/y", "b"), page(states, Optional.of("a-b/x"), 2));
    assertEquals(List.of(), page(states, Optional.of("b"), 2));
    assertEquals(List.of(), page(Set.of(), Optional.empty(), 2));
  }

  private List<String> page(Set<EntryState> states, Optional<String> after, int limit) {
    return ledger.filesIn(folder, states, after.map(LedgerContract::path), limit).stream()
        .map(entry -> entry.path().encoded())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10_001})
  void limitIsChecked(int limit) {
    Set<EntryState> states = Set.of(EntryState.READY);
    assertThrows(
        IllegalArgumentException.class,
        () -> ledger.filesIn(folder, states, Optional.empty(), limit));
    assertThrows(IllegalArgumentException.class, () -> ledger.due(folder, T0, limit));
  }

  @Test
  void failedFilesAreDue_whenTheirTimeHasCome() {
    record(failed("later", 30), failed("first", 10), failed("second", 20));
    record(observed("never", 1, EntryState.FAILED));
    long item = granted("item", 1);
    advance(
        new ItemChange.Finished(item, ItemState.FAILED, "no", "", "", 422, 5, Optional.of(at(15))));
    assertEquals(List.of("first", "item", "second"), due(20, 9));
    assertEquals(List.of("first"), due(20, 1));
    record(observed("first", 1, EntryState.READY), new FileChange.Vanished(path("second")));
    assertEquals(List.of("item"), due(20, 9));
    granted("item", 2);
    assertEquals(List.of(), due(20, 9));
  }

  private List<String> due(long seconds, int limit) {
    return ledger.due(folder, at(seconds), limit).stream()
        .map(entry -> entry.path().encoded())
        .toList();
  }

  private static FileChange failed(String path, long retrySeconds) {
    return new FileChange.Observed(
        path(path), stamp(1), EntryState.FAILED, "no", Lane.LIVE, Optional.of(at(retrySeconds)));
  }

  @Test
  void countsAddUp() {
    uploaded("up", 7);
    granted("q", 1);
    record(observed("s", 1, EntryState.SETTLING), observed("i", 1, EntryState.INCOMPLETE));
    record(observed("v", 1, EntryState.READY), new FileChange.Vanished(path("v")));
    FolderCounts counts = ledger.counts(folder);
    assertEquals(
        Map.of(
            EntryState.UPLOADED, 1L,
            EntryState.QUEUED, 1L,
            EntryState.SETTLING, 1L,
            EntryState.INCOMPLETE, 1L,
            EntryState.VANISHED, 1L),
        counts.files());
    assertEquals(2, counts.of(FileState.PENDING));
    assertEquals(4, counts.seen());
    assertEquals(7, counts.bytesUploaded());
    assertEquals(0, ledger.counts(ledger.openFolder(key("dogs"))).seen());
  }

  @Test
  void whatThePlatformIsAtWorkOnIsCounted_untilItsEnd() {
    long one = granted("a", 1);
    long other = granted("b", 1);
    assertEquals(0, ledger.counts(folder).processing());
    advance(
        new ItemChange.Committed(one, "job-1"),
        new ItemChange.Committed(other, "job-2"),
        new ItemChange.Postponed(other, ItemState.COMMITTED, 0, at(9), "being processed"));
    assertEquals(2, ledger.counts(folder).processing());
    assertEquals(2, ledger.counts(folder).of(FileState.PENDING));
    advance(finished(one, ItemState.UPLOADED));
    assertEquals(1, ledger.counts(folder).processing());
    assertEquals(0, ledger.counts(ledger.openFolder(key("dogs"))).processing());
  }

  @Test
  void oldestPendingIsTheLongestWaiting() {
    assertEquals(Optional.empty(), ledger.counts(folder).oldestPending());
    recordAt(1, observed("a", 1, EntryState.SETTLING));
    recordAt(2, observed("b", 1, EntryState.SETTLING));
    recordAt(3, observed("a", 2, EntryState.READY));
    assertEquals(Optional.of(at(1)), ledger.counts(folder).oldestPending());
    long item = granted("a", 2);
    assertEquals(Optional.of(at(1)), ledger.counts(folder).oldestPending());
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(Optional.of(at(2)), ledger.counts(folder).oldestPending());
    recordAt(9, observed("a", 3, EntryState.SETTLING), observed("b", 1, EntryState.FAILED));
    assertEquals(Optional.of(at(9)), ledger.counts(folder).oldestPending());
  }

  private void recordAt(long seconds, FileChange... changes) {
    ledger.record(folder, List.of(changes), at(seconds));
  }

  @Test
  void copyHoldsWhatTheLedgerHolds() throws IOException {
    uploaded("a", 1);
    Path copyDirectory = Files.createDirectory(directory.resolve("copy of %41?#"));
    ledger.copyTo(copyDirectory.resolve("ledger.db"));
    record(observed("later", 1, EntryState.READY));
    try (Ledger copy = openLedger(copyDirectory, LATER)) {
      assertEquals(folder, copy.openFolder(key("cats")));
      assertEquals(Map.of(EntryState.UPLOADED, 1L), copy.counts(folder).files());
    }
  }

  @Test
  void copyIsNotWrittenOverAnotherFile() throws IOException {
    Path there = Files.writeString(directory.resolve("there"), "mine");
    LedgerException refused = assertThrows(LedgerException.class, () -> ledger.copyTo(there));
    assertTrue(refused.getMessage().contains("exists already"), refused.getMessage());
    assertEquals("mine", Files.readString(there));
  }

  @Test
  void hundredThousandFilesAreNoBurden() {
    for (int batch = 0; batch < 200; batch++) {
      List<FileChange> changes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String path = String.format("d%03d/f%03d", batch, i);
        changes.add(observed(path, 1, EntryState.SETTLING));
      }
      ledger.record(folder, changes, at(batch));
    }
    assertEquals(Map.of(EntryState.SETTLING, 100_000L), ledger.counts(folder).files());
    assertEquals(Optional.of(at(0)), ledger.counts(folder).oldestPending());
    List<FileEntry> page =
        ledger.filesIn(
            folder, EnumSet.allOf(EntryState.class), Optional.of(path("d100/f499")), 10_000);
    assertEquals(10_000, page.size());
    assertEquals(path("d101/f000"), page.get(0).path());
  }

  @Test
  void closingTwiceIsAllowed_andUseAfterwardsIsNot() {
    ledger.close();
    ledger.close();
    assertThrows(IllegalStateException.class, () -> ledger.counts(folder));
    assertThrows(IllegalStateException.class, () -> ledger.openFolder(key("cats")));
  }
}
