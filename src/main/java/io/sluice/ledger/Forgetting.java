package io.sluice.ledger;

import io.sluice.file.RelativePath;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks after the rows of files that are not there any more. */
final class Forgetting {
  static final String KNOWN =
      """
      SELECT path, size, mtime_s, mtime_n, ctime_s, ctime_n, gone
        FROM sighting
        WHERE folder_id = ? AND path > ? AND +state IN ('UPLOADED', 'SKIPPED', 'VANISHED')
        ORDER BY path LIMIT ?
      """;
  static final String LONG_GONE =
      """
      SELECT path, item_id FROM sighting INDEXED BY sighting_gone
        WHERE folder_id = ? AND gone = 1 AND gone_since < ? ORDER BY gone_since LIMIT ?
      """;
  private static final String FORGET = "DELETE FROM sighting WHERE folder_id = ? AND path = ?";
  private static final String FORGET_ITEM = "DELETE FROM item WHERE id = ? AND turn = 'DONE'";

  /** A row to forget. */
  private record LongGone(RelativePath path, OptionalLong itemId) {}

  private final Session session;

  Forgetting(Session session) {
    this.session = session;
  }

  List<KnownFile> known(long folderId, Optional<RelativePath> after, int limit)
      throws SQLException {
    return session.list(
        row -> new KnownFile(row.path("path"), row.stamp(), row.flag("gone")),
        KNOWN,
        folderId,
        after.map(RelativePath::encoded).orElse(""),
        limit);
  }

  int forget(long folderId, Instant goneBefore, int limit, Instant now) throws SQLException {
    List<LongGone> rows =
        session.list(
            row -> new LongGone(row.path("path"), row.optionalNumber("item_id")),
            LONG_GONE,
            folderId,
            goneBefore,
            limit);
    RivalTable rivals = new RivalTable(session);
    for (LongGone row : rows) {
      rivals.forget(folderId, row.path());
      rivals.release(folderId, row.path(), now);
      session.update(FORGET, folderId, row.path());
      new FormerTable(session).deleteDone(folderId, row.path());
      if (row.itemId().isPresent()) {
        session.update(FORGET_ITEM, row.itemId().getAsLong());
      }
    }
    return rows.size();
  }
}
