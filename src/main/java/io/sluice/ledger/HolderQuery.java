package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reading who has a remote name, for those who want it too. Within the transaction of its session,
 * and for one thread, as that is.
 */
final class HolderQuery {
  /**
   * Who has a name.
   *
   * @param encodedRoot the owner's folder
   * @param ownerGone whether nothing is at the owner's path any more
   * @param busy whether the item must go on as it is: a worker has it, or its outcome at the
   *     platform is not known yet
   * @param stamp what the owner was when it was planned
   * @param content the SHA-256 of what is, or will be, uploaded for it, where that is known
   */
  record Holder(
      long itemId,
      long folderId,
      String encodedRoot,
      RelativePath path,
      boolean ownerGone,
      boolean busy,
      ItemState state,
      FileStamp stamp,
      Optional<ContentDigest> content) {
    /** Whether it did not get into the dataset under this name. */
    boolean cameToNothing() {
      return state == ItemState.FAILED || state == ItemState.CONFLICT;
    }
  }

  static final String ONE =
      """
      SELECT i.id, i.folder_id, f.root, i.path, i.state, i.turn, coalesce(s.gone, 1) AS gone,
             p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n, p.sha256
        FROM item i
        JOIN folder f ON f.id = i.folder_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        LEFT JOIN sighting s ON s.folder_id = i.folder_id AND s.path = i.path
        WHERE i.namespace_id = ? AND i.directory = ? AND i.file_name = ?
      """;

  private final Session session;

  HolderQuery(Session session) {
    this.session = session;
  }

  /** The item that has a name; empty where the name is free. */
  Optional<Holder> find(long namespaceId, RemoteName name) throws SQLException {
    return session.first(HolderQuery::holder, ONE, namespaceId, name.directory(), name.fileName());
  }

  private static Holder holder(Row row) throws SQLException {
    boolean leased = row.text("turn").equals("LEASED");
    return new Holder(
        row.number("id"),
        row.number("folder_id"),
        row.text("root"),
        row.path("path"),
        row.flag("gone"),
        leased || row.word(ItemState.class, "state").isUnresolved(),
        row.word(ItemState.class, "state"),
        row.stamp(),
        row.optionalDigest("sha256"));
  }
}
