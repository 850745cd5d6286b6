package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.file.FileStamp;
import io.sluice.item.ItemState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is recorded of files. */
abstract class LedgerRecordContract extends LedgerContract {
  @Test
  void entryIsGivenBackAsItWasRecorded() {
    FileStamp odd =
        new FileStamp(
            Long.MAX_VALUE, Instant.ofEpochSecond(-200_000_000_000L, 1), Instant.MAX, "8:15");
    record(
        new FileChange.Observed(
            path("a%FF/b%0A.jpg"),
            odd,
            EntryState.FAILED,
            "it's \"odd\" — \n",
            Lane.BACKLOG,
            Optional.of(at(7))));
    FileStamp kept = new FileStamp(odd.sizeBytes(), odd.modifiedAt(), odd.changedAt(), "");
    assertEquals(
        new FileEntry(
            path("a%FF/b%0A.jpg"),
            kept,
            EntryState.FAILED,
            "it's \"odd\" — \n",
            Lane.BACKLOG,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(at(7)),
            Optional.empty()),
        entry("a%FF/b%0A.jpg"));
    assertEquals(Map.of(), ledger.files(folder, List.of(path("a%FE/b%0A.jpg"))));
  }

  @Test
  void laterObservationReplacesTheEarlier_alsoWithinOneCall() {
    record(observed("a", 1, EntryState.SETTLING), observed("a", 2, EntryState.INCOMPLETE));
    assertEquals(EntryState.INCOMPLETE, state("a"));
    assertEquals(stamp(2), entry("a").stamp());
  }

  @Test
  void nothingOfACallIsKept_whenPartOfItIsRefused() {
    record(observed("a", 1, EntryState.READY));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            record(
                observed("a", 2, EntryState.FAILED),
                observed("b", 2, EntryState.READY),
                new FileChange.Restamped(path("never"), stamp(1))));
    assertEquals(EntryState.READY, state("a"));
    assertEquals(Map.of(), ledger.files(folder, List.of(path("b"))));
    record(observed("b", 2, EntryState.READY));
    assertEquals(EntryState.READY, state("b"));
  }

  @Test
  void changeAfterTheUploadKeepsTheDigestOfWhatWasSent() {
    uploaded("a", 1);
    record(observed("a", 2, EntryState.SETTLING));
    assertEquals(Optional.of(DIGEST), entry("a").digest());
    assertEquals(stamp(2), entry("a").stamp());
  }

  @Test
  void restampedEntryKeepsItsState() {
    uploaded("a", 1);
    record(new FileChange.Restamped(path("a"), stamp(9)));
    assertEquals(EntryState.UPLOADED, state("a"));
    assertEquals(stamp(9), entry("a").stamp());
  }

  @Test
  void restampedFileIsUploaded_whenItsItemEndsAfterwards() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST));
    record(new FileChange.Restamped(path("a"), stamp(9)));
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a"));
  }

  @Test
  void revertedFileIsUploadedAgain() {
    uploaded("a", 1);
    record(observed("a", 2, EntryState.CONFLICT));
    record(new FileChange.Reverted(path("a"), stamp(3), DIGEST));
    assertEquals(EntryState.UPLOADED, state("a"));
    assertEquals("", entry("a").reason());
    assertEquals(stamp(3), entry("a").stamp());
  }

  @Test
  void revertedFileWaitsForItsItem_whenThatIsNotDone() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST));
    record(observed("a", 2, EntryState.SETTLING));
    record(new FileChange.Reverted(path("a"), stamp(3), DIGEST));
    assertEquals(EntryState.QUEUED, state("a"));
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a"));
  }

  @Test
  void revertedFileIsReady_whenItsDatasetIsANewOne() {
    uploaded("a", 1);
    record(observed("a", 2, EntryState.SETTLING));
    ledger.bindScope(folder, "dataset-2", at(99));
    record(new FileChange.Reverted(path("a"), stamp(3), DIGEST));
    assertEquals(EntryState.READY, state("a"));
  }

  @Test
  void neverSeenFileCannotRevert() {
    assertThrows(
        IllegalArgumentException.class,
        () -> record(new FileChange.Reverted(path("a"), stamp(1), DIGEST)));
  }

  @Test
  void digestIsKnown_onlyOnceTheUploadIsConfirmed() {
    long item = granted("a", 1);
    claimed();
    advance(new ItemChange.Sending(item, "0", DIGEST), new ItemChange.Committed(item, "job"));
    assertEquals(Optional.empty(), entry("a").digest());
    advance(finished(item, ItemState.UPLOADED));
    assertEquals(Optional.of(DIGEST), entry("a").digest());
    advance(finished(granted("b", 1), ItemState.UPLOADED));
    assertEquals(Optional.empty(), entry("b").digest());
  }

  @ParameterizedTest
  @EnumSource(
      value = EntryState.class,
      names = {"SETTLING", "READY", "INCOMPLETE", "CONFLICT", "FAILED"})
  void fileIsVanished_whenItIsGoneBeforeAnUpload(EntryState before) {
    record(observed("a", 1, before), new FileChange.Vanished(path("a")));
    assertEquals(EntryState.VANISHED, state("a"));
    assertEquals("gone before it was uploaded", entry("a").reason());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemState.class,
      names = {"UPLOADED", "SKIPPED"})
  void fileKeepsItsState_whenItIsGoneAfterItsUpload(ItemState end) {
    advance(finished(granted("a", 1), end), finished(granted("b", 1), end));
    String reason = entry("a").reason();
    record(new FileChange.Vanished(path("a")));
    assertEquals(EntryState.concluded(end), state("a"));
    assertEquals(reason, entry("a").reason());
  }

  @Test
  void vanishedUnknownFileChangesNothing() {
    record(new FileChange.Vanished(path("a")));
    assertEquals(Map.of(), ledger.files(folder, List.of(path("a"))));
  }

  @Test
  void fileInConflictIsReadyAgain_whenTheOwnerOfTheNameVanishes() {
    granted("x/a", 1);
    ledger.plan(folder, List.of(claimOf("y/a", 2), claimOf("z/a", 2)), T0);
    record(observed("y/a", 2, EntryState.CONFLICT), observed("z/a", 2, EntryState.CONFLICT));
    record(observed("z/a", 3, EntryState.SETTLING), observed("other", 2, EntryState.CONFLICT));
    record(new FileChange.Vanished(path("x/a")));
    assertEquals(EntryState.READY, state("y/a"));
    assertEquals("", entry("y/a").reason());
    assertEquals(EntryState.SETTLING, state("z/a"));
    assertEquals(EntryState.CONFLICT, state("other"));
  }

  @Test
  void fileThatCameBackIsKnownAsBefore() {
    uploaded("a", 1);
    record(new FileChange.Vanished(path("a")));
    record(observed("a", 1, EntryState.SETTLING));
    assertEquals(Optional.of(DIGEST), entry("a").digest());
    assertEquals(
        ClaimAnswer.TakenBy.class,
        ledger.plan(folder, List.of(claimOf("b/a", 1)), T0).get(0).getClass());
  }
}
