package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The items that wait, in the order in which they became free to be claimed. */
final class ItemQueue {
  static final String NEXT =
      """
      SELECT i.id, i.path, n.scope, i.directory, i.file_name, i.state, i.attempts,
             p.slot, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n, p.sha256, p.token
        FROM item i
        JOIN namespace n ON n.id = i.namespace_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE i.folder_id = ? AND i.lane = ? AND i.turn = 'WAITING' AND i.next_attempt_at <= ?
        ORDER BY i.next_attempt_at, i.id LIMIT ?
      """;
  private static final String LEASE =
      "UPDATE item SET turn = 'LEASED', updated_at = ? WHERE id = ?";
  static final String SOONEST =
      """
      SELECT min(next_attempt_at) AS soonest
        FROM item WHERE folder_id = ? AND lane = ? AND turn = 'WAITING'
      """;
  static final String END_LEASES = "UPDATE item SET turn = 'WAITING' WHERE turn = 'LEASED'";

  private final Session session;

  ItemQueue(Session session) {
    this.session = session;
  }

  List<Item> claim(FolderTable.Folder folder, Lane lane, int limit, Instant now)
      throws SQLException {
    Path root = folder.root();
    List<Item> claimed =
        session.list(row -> item(folder.id(), root, row), NEXT, folder.id(), lane, now, limit);
    for (Item item : claimed) {
      session.update(LEASE, now, item.id());
    }
    return claimed;
  }

  private static Item item(long folderId, Path root, Row row) throws SQLException {
    RelativePath path = row.path("path");
    FileStamp stamp = row.stamp();
    Optional<ContentDigest> digest = row.optionalDigest("sha256");
    Source source = new Source.LocalFile(new StampedFile(path.in(root), stamp), digest);
    return new Item(
        row.number("id"),
        new Origin.FolderUnit(folderId, path),
        new RemoteName(row.text("scope"), row.text("directory"), row.text("file_name")),
        row.word(ItemState.class, "state"),
        (int) row.number("attempts"),
        List.of(new Part(row.text("slot"), source, row.text("token"))));
  }

  Optional<Instant> nextClaimAt(long folderId) throws SQLException {
    List<Optional<Instant>> soonest = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      soonest.addAll(session.list(row -> row.optionalTime("soonest"), SOONEST, folderId, lane));
    }
    return soonest.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  void endLeases() throws SQLException {
    session.update(END_LEASES);
  }
}
