package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.ledger.Lane;
import io.sluice.target.Dataset;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs of a folder with a dataset. */
final class SampleJobs {
  static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

  private SampleJobs() {}

  static Instant at(long millis) {
    return T0.plusMillis(millis);
  }

  static OpenFolder folder(long id) {
    return new OpenFolder(
        new FolderOrder(id, "inbox", "pictures", true, true, false, ConflictPolicy.REPORT, false),
        new Dataset("dataset-" + id, "pictures", false, 0));
  }

  static Item item(long id) {
    FileStamp stamp = new FileStamp(10, T0, T0, "");
    StampedFile file = new StampedFile(Path.of("/srv/inbox/" + id + ".png"), stamp);
    Source source = new Source.LocalFile(file, Optional.of(new ContentDigest("ab".repeat(32))));
    return new Item(
        id,
        new Origin.FolderUnit(1, new RelativePath(id + ".png")),
        new RemoteName("dataset-1", "/", id + ".png"),
        ItemState.PLANNED,
        0,
        List.of(new Part(Part.ONLY_SLOT, source, "")));
  }

  static List<Item> items(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      items.add(item(i));
    }
    return items;
  }

  static Job.Transfer transfer(Lane lane, long id) {
    return new Job.Transfer(folder(1), lane, item(id), reservation(), T0);
  }

  static Job.Commit commit(Lane lane, long... ids) {
    List<SentItem> sent = new ArrayList<>();
    for (long id : ids) {
      sent.add(new SentItem(item(id), reservation()));
    }
    return new Job.Commit(folder(1), lane, sent);
  }

  private static Reservation reservation() {
    return () -> T0.plusSeconds(900);
  }
}
