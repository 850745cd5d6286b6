package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.ItemState;
import io.sluice.item.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files and their sidecars: each has an item, and the one waits for the other. */
abstract class LedgerSidecarContract extends LedgerContract {
  private static NameClaim claim(String path, ItemLayout layout, String beside) {
    return new NameClaim(
        path(path),
        stamp(1),
        name(path),
        Lane.LIVE,
        0,
        Optional.empty(),
        Set.of(),
        ItemOptions.NONE.laidOut(layout),
        List.of(new PartClaim(path(beside), stamp(1))));
  }

  private static final NameClaim PICTURE = claim("a.png", ItemLayout.ANNOTATED, "a.json");
  private static final NameClaim SIDECAR = claim("a.json", ItemLayout.SIDECAR, "a.png");

  private long pictureThenSidecar() {
    record(observed("a.png", 1, EntryState.READY), observed("a.json", 1, EntryState.READY));
    long picture = granted(PICTURE);
    ClaimAnswer answer = ledger.plan(folder, List.of(SIDECAR), T0).get(0);
    assertEquals(path("a.png"), assertInstanceOf(ClaimAnswer.Waits.class, answer).owner());
    assertEquals(EntryState.QUEUED, state("a.json"));
    assertEquals("waits for a.png, which it speaks of", entry("a.json").reason());
    return picture;
  }

  @Test
  void sidecarIsBehindItsFile_andNoPartOfTheEntry() {
    pictureThenSidecar();
    Item item = claimed();
    assertEquals(2, item.parts().size());
    assertEquals(1, item.entryParts().size());
    assertEquals(1, item.sizeBytes());
  }

  @Test
  void sidecarHasItsTurn_onceItsFileIsThere_andKnowsTheEntry() {
    long picture = pictureThenSidecar();
    claimed();
    advance(
        new ItemChange.Sending(picture, "0", DIGEST),
        new ItemChange.Sending(picture, "1", DIGEST),
        finished(picture, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("a.png"));
    assertEquals(EntryState.READY, state("a.json"));
    long sidecar = granted(SIDECAR);
    Item item = claimed();
    assertEquals(sidecar, item.id());
    assertEquals("r1", item.parts().get(0).token());
    assertEquals(ItemLayout.SIDECAR, item.options().layout());
    assertEquals(List.of(item.parts().get(0)), item.entryParts());
    Source.LocalFile subject = (Source.LocalFile) item.subject().orElseThrow().source();
    assertEquals(path("a.png"), RelativePath.of(subject.file().root(), subject.file().path()));
    assertEquals(Optional.of(DIGEST), subject.knownDigest());
    advance(finished(sidecar, ItemState.FAILED));
    assertEquals(EntryState.UPLOADED, state("a.png"));
    assertEquals(EntryState.FAILED, state("a.json"));
  }

  @Test
  void sidecarThatWaits_isPlannedAgain_whateverItsFileComesTo() {
    long picture = pictureThenSidecar();
    claimed();
    advance(finished(picture, ItemState.FAILED));
    assertEquals(EntryState.READY, state("a.json"));
    ledger.plan(folder, List.of(SIDECAR), T0);
    assertEquals(EntryState.QUEUED, state("a.json"));
    record(observed("a.png", 2, EntryState.INCOMPLETE));
    assertEquals(EntryState.READY, state("a.json"));
    ledger.plan(folder, List.of(SIDECAR), T0);
    record(new FileChange.Vanished(path("a.png")));
    assertEquals(EntryState.READY, state("a.json"));
  }

  @Test
  void fileThatIsTakenBack_leavesItsSidecarToBePlannedAgain() {
    long picture = pictureThenSidecar();
    claimed();
    advance(new ItemChange.Withdrawn(picture, false));
    assertEquals(EntryState.SETTLING, state("a.png"));
    assertEquals(EntryState.READY, state("a.json"));
  }

  @Test
  void entryOfAnotherId_isTheOneThatASidecarOfANewClaimSpeaksOf() {
    long picture = pictureThenSidecar();
    claimed();
    advance(finished(picture, ItemState.UPLOADED));
    long sidecar = granted(SIDECAR);
    claimed();
    advance(finished(sidecar, ItemState.UPLOADED));
    record(new FileChange.Requeued(path("a.png")), new FileChange.Requeued(path("a.json")));
    long again = granted(PICTURE);
    claimed();
    advance(
        new ItemChange.Finished(
            again, ItemState.UPLOADED, "", "r2", "n2", 200, 1, Optional.empty()));
    granted(SIDECAR);
    assertEquals("r2", claimed().parts().get(0).token());
  }

  @Test
  void itemThatWaitsAgain_forgetsTheHashOfItsSidecar_too() {
    long picture = pictureThenSidecar();
    claimed();
    advance(
        new ItemChange.Sending(picture, "1", DIGEST), postponed(picture, ItemState.PLANNED, at(5)));
    Source.LocalFile sidecar = (Source.LocalFile) claimed().parts().get(1).source();
    assertEquals(Optional.empty(), sidecar.knownDigest());
  }
}
