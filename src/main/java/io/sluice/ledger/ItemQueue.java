package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items that wait. Those whose time to be tried again has come go first, longest due first;
 * then those that never had to wait, in the order of their rank.
 */
final class ItemQueue {
  private static final String COLUMNS =
      """
      SELECT i.id, i.path, n.scope, i.directory, i.file_name, i.state, i.attempts,
             i.frame_rate, i.as_frames, i.layout,
             p.slot, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n, p.sha256, p.token,
             coalesce(t.kind, '') AS told
        FROM item i
        JOIN namespace n ON n.id = i.namespace_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        LEFT JOIN told t ON t.folder_id = i.folder_id AND t.path = i.path
        WHERE i.folder_id = ? AND i.lane = ? AND i.turn = 'WAITING'
      """;
  static final String AGAIN =
      COLUMNS
          + " AND i.next_attempt_at > 0 AND i.next_attempt_at <= ?"
          + " ORDER BY i.next_attempt_at, i.rank, i.id LIMIT ?";
  static final String FRESH = COLUMNS + " AND i.next_attempt_at = 0 ORDER BY i.rank, i.id LIMIT ?";
  static final String COUNT =
      """
      SELECT count(*) AS n FROM (
        SELECT 1 FROM item
          WHERE folder_id = ? AND lane = ? AND turn = 'WAITING' AND next_attempt_at <= ? LIMIT ?)
      """;
  private static final String LEASE =
      "UPDATE item SET turn = 'LEASED', updated_at = ? WHERE id = ?";
  static final String SOONEST =
      """
      SELECT min(next_attempt_at) AS soonest
        FROM item WHERE folder_id = ? AND lane = ? AND turn = 'WAITING'
      """;
  static final String END_LEASES = "UPDATE item SET turn = 'WAITING' WHERE turn = 'LEASED'";

  private static final String END_LEASE =
      "UPDATE item SET turn = 'WAITING' WHERE id = ? AND turn = 'LEASED'";

  /** The further parts of an item that has several; the first one stands in its own row. */
  static final String FURTHER_PARTS =
      """
      SELECT slot, path, size, mtime_s, mtime_n, ctime_s, ctime_n, sha256, token
        FROM part WHERE item_id = ? AND slot <> '0' ORDER BY length(slot), slot
      """;

  /** Of texts that are claimed together. */
  private static final long MOST_BYTES_IN_MEMORY = 4_000_000;

  private final Session session;
  private final ToldTable told;

  ItemQueue(Session session) {
    this.session = session;
    this.told = new ToldTable(session);
  }

  List<Item> claim(FolderTable.Folder folder, Lane lane, int limit, long maxBytes, Instant now)
      throws SQLException {
    Path root = folder.root();
    Row.Reader<Waiting> reader = row -> new Waiting(item(folder.id(), root, row), row.text("told"));
    List<Waiting> waiting = new ArrayList<>();
    waiting.addAll(session.list(reader, AGAIN, folder.id(), lane, now, limit));
    if (waiting.size() < limit) {
      waiting.addAll(session.list(reader, FRESH, folder.id(), lane, limit - waiting.size()));
    }
    List<Item> claimed = new ArrayList<>();
    for (Waiting one : withinMemory(waiting)) {
      claimed.add(one.told().isEmpty() ? one.item() : told.completed(one.item()));
    }
    claimed = within(maxBytes, withFurtherParts(root, claimed));
    for (Item item : claimed) {
      session.update(LEASE, now, item.id());
    }
    return claimed;
  }

  /**
   * An item as it waits.
   *
   * @param told what kind of item was told of; empty for a file of the folder
   */
  private record Waiting(Item item, String told) {
    /** Of what it brings into memory. */
    long bytes() {
      return ToldTable.isKept(told) ? item.sizeBytes() : 0;
    }
  }

  /** The first of them, at least one, whose bytes fit into memory. */
  private static List<Waiting> withinMemory(List<Waiting> waiting) {
    long bytes = 0;
    for (int i = 0; i < waiting.size(); i++) {
      bytes += waiting.get(i).bytes();
      if (bytes > MOST_BYTES_IN_MEMORY && i > 0) {
        return waiting.subList(0, i);
      }
    }
    return waiting;
  }

  private List<Item> withFurtherParts(Path root, List<Item> items) throws SQLException {
    List<Item> whole = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item.options().layout() == ItemLayout.PLAIN) {
        whole.add(item);
      } else {
        List<Part> parts = new ArrayList<>(item.parts());
        parts.addAll(
            session.list(row -> part(root, row.path("path"), row), FURTHER_PARTS, item.id()));
        boolean volume = item.options().layout() == ItemLayout.SERIES;
        whole.add(item.withParts(volume ? List.of(packed(parts)) : parts));
      }
    }
    return whole;
  }

  /** A volume is sent as one: its slices are parts here alone, each with its stamp and digest. */
  private static Part packed(List<Part> slices) {
    List<Source.LocalFile> files =
        slices.stream().map(slice -> (Source.LocalFile) slice.source()).toList();
    return new Part(Part.ONLY_SLOT, Source.StoredZip.of(files), slices.get(0).token());
  }

  /** The first of them, at least one, that together have no more bytes than {@code maxBytes}. */
  private static List<Item> within(long maxBytes, List<Item> items) {
    long bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      bytes += items.get(i).sizeBytes();
      if (bytes > maxBytes && i > 0) {
        return items.subList(0, i);
      }
    }
    return items;
  }

  /** How many could be claimed, counted up to {@code most}. */
  int count(long folderId, Lane lane, int most, Instant now) throws SQLException {
    return (int)
        session
            .first(row -> row.number("n"), COUNT, folderId, lane, now, most)
            .orElseThrow()
            .longValue();
  }

  private static Item item(long folderId, Path root, Row row) throws SQLException {
    RelativePath path = row.path("path");
    return new Item(
        row.number("id"),
        new Origin.FolderUnit(folderId, path),
        new RemoteName(row.text("scope"), row.text("directory"), row.text("file_name")),
        row.word(ItemState.class, "state"),
        (int) row.number("attempts"),
        List.of(part(root, path, row)),
        OptionColumns.read(row));
  }

  private static Part part(Path root, RelativePath path, Row row) throws SQLException {
    FileStamp stamp = row.stamp();
    Optional<ContentDigest> digest = row.optionalDigest("sha256");
    Source source = new Source.LocalFile(new StampedFile(root, path.in(root), stamp), digest);
    return new Part(row.text("slot"), source, row.text("token"));
  }

  Optional<Instant> nextClaimAt(long folderId, Lane lane) throws SQLException {
    return session.first(row -> row.optionalTime("soonest"), SOONEST, folderId, lane).orElseThrow();
  }

  void endLeases(List<Item> items) throws SQLException {
    for (Item item : items) {
      session.update(END_LEASE, item.id());
    }
  }

  void endLeases() throws SQLException {
    session.update(END_LEASES);
  }
}
