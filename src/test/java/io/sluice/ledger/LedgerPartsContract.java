package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.item.FrameRate;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.ItemState;
import io.sluice.item.Part;
import io.sluice.item.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Items of several files, and what a platform is told with an item. */
abstract class LedgerPartsContract extends LedgerContract {
  private static final ItemOptions SLOTS =
      new ItemOptions(new FrameRate.PerSecond(2.5), false, ItemLayout.SLOTS);

  private static NameClaim rig(ItemOptions options) {
    return new NameClaim(
        path("rig/a.png"),
        stamp(1),
        name("rig"),
        Lane.LIVE,
        0,
        Optional.empty(),
        Set.of(),
        options,
        List.of(
            new PartClaim(path("rig/b.png"), stamp(2)),
            new PartClaim(path("rig/c.png"), stamp(3))));
  }

  private List<String> filesOf(Item item) {
    return item.parts().stream()
        .map(part -> part.slot() + " " + root.relativize(file(part)))
        .toList();
  }

  private static java.nio.file.Path file(Part part) {
    return ((Source.LocalFile) part.source()).file().path();
  }

  @Test
  void optionsAreKeptWithTheItem() {
    ItemOptions frames = new ItemOptions(new FrameRate.Native(), true, ItemLayout.PLAIN);
    granted(
        new NameClaim(
            path("a.mp4"),
            stamp(1),
            name("a.mp4"),
            Lane.LIVE,
            0,
            Optional.empty(),
            Set.of(),
            frames,
            List.of()));
    assertEquals(frames, claimed().options());
  }

  @Test
  void optionsOfANewClaimReplaceTheOldOnes() {
    granted(rig(SLOTS));
    granted(rig(new ItemOptions(new FrameRate.Unstated(), false, ItemLayout.CHANNELS)));
    Item item = claimed();
    assertEquals(ItemLayout.CHANNELS, item.options().layout());
    assertEquals(List.of("0 rig/a.png", "1 rig/b.png", "2 rig/c.png"), filesOf(item));
  }

  @Test
  void severalFilesAreOneItem_inTheirOrder() {
    granted(rig(SLOTS));
    Item item = claimed();
    assertEquals(SLOTS, item.options());
    assertEquals(List.of("0 rig/a.png", "1 rig/b.png", "2 rig/c.png"), filesOf(item));
    assertEquals(6, item.sizeBytes());
    assertEquals(EntryState.QUEUED, state("rig/c.png"));
  }

  @Test
  void endOfAnItemIsTheEndOfAllItsFiles() {
    long id = granted(rig(SLOTS));
    claimed();
    advance(
        new ItemChange.Sending(id, "0", DIGEST),
        new ItemChange.Sending(id, "1", DIGEST),
        new ItemChange.Sending(id, "2", DIGEST),
        finished(id, ItemState.UPLOADED));
    assertEquals(EntryState.UPLOADED, state("rig/a.png"));
    assertEquals(EntryState.UPLOADED, state("rig/b.png"));
    assertEquals(EntryState.UPLOADED, state("rig/c.png"));
  }

  @Test
  void furtherFilesOfAnItemThatIsToHaveAnotherNameSettleAnew() {
    long id = granted(rig(SLOTS));
    claimed();
    advance(new ItemChange.Displaced(id, DIGEST));
    assertEquals(EntryState.READY, state("rig/a.png"));
    assertEquals(Optional.of(DIGEST), entry("rig/a.png").renamedFor());
    assertEquals(EntryState.SETTLING, state("rig/b.png"));
    assertEquals(EntryState.SETTLING, state("rig/c.png"));
  }

  @Test
  void allFilesOfAnItemThatIsTakenBackSettleAnew() {
    long id = granted(rig(SLOTS));
    claimed();
    advance(new ItemChange.Withdrawn(id, false));
    assertEquals(EntryState.SETTLING, state("rig/a.png"));
    assertEquals(EntryState.SETTLING, state("rig/b.png"));
  }

  @Test
  void fileThatIsNoPartAnyMoreIsLeftOutOfTheItem() {
    granted(rig(SLOTS));
    NameClaim fewer =
        new NameClaim(
            path("rig/a.png"),
            stamp(1),
            name("rig"),
            Lane.LIVE,
            0,
            Optional.empty(),
            Set.of(),
            SLOTS,
            List.of(new PartClaim(path("rig/b.png"), stamp(2))));
    granted(fewer);
    assertEquals(List.of("0 rig/a.png", "1 rig/b.png"), filesOf(claimed()));
  }

  @Test
  void slicesOfAVolumeAreHandedOutAsOneZip_andHaveTheirOwnDigestsAndOneToken() {
    long id = granted(rig(new ItemOptions(new FrameRate.Native(), false, ItemLayout.SERIES)));
    claimed();
    advance(
        new ItemChange.Reserved(id, Map.of("0", "upload-7")),
        new ItemChange.Sending(id, "1", DIGEST),
        new ItemChange.Postponed(id, ItemState.SENT, 1, T0, "cut off"));
    Item item = claimed();
    assertEquals(1, item.parts().size());
    Part part = item.parts().get(0);
    assertEquals("0", part.slot());
    assertEquals("upload-7", part.token());
    Source.StoredZip zip = (Source.StoredZip) part.source();
    assertEquals(
        List.of("a.png", "b.png", "c.png"),
        zip.entries().stream().map(Source.StoredZip.Entry::name).toList());
    assertEquals(Optional.of(DIGEST), zip.entries().get(1).file().knownDigest());
    assertEquals(3 * (30 + 46 + 2 * 5) + 22 + 1 + 2 + 3, item.sizeBytes());
  }
}
