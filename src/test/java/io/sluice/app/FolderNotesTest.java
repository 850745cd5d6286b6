package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.event.FolderState;
import io.sluice.event.TargetHealth;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.upload.PoolStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FolderNotesTest {
  private static final PoolStatus WELL =
      new PoolStatus(TargetHealth.OK, "", Instant.EPOCH, Optional.empty(), Optional.empty(), 0, 0);

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DATASET_REFUSED", "DATASET_MISSING"})
  void folderIsRefused_withTheReason_thoughItsTargetIsWell(Kind kind) {
    FolderNotes notes = new FolderNotes(new WatchState("folder", Clock.systemUTC()));
    notes.scanned(1);
    notes.datasetFailed(new TargetException(kind, "not yours"));
    assertEquals(FolderState.REFUSED, notes.state(WELL, 3));
    assertEquals(List.of("not yours"), notes.words(WELL));
    notes.datasetOpened();
    assertEquals(FolderState.SYNCING, notes.state(WELL, 3));
    assertEquals(List.of(), notes.words(WELL));
  }

  @Test
  void whatIsWrongWithTheWholeTarget_isNoNoteOfTheFolder() {
    assertFalse(FolderNotes.isAboutDataset(new TargetException(Kind.REFUSED, "bad key")));
  }
}
