package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Writing to the rows of files that were seen, one row for each file. */
final class SightingTable {
  /** What steps of items are decided by. */
  record Seen(FileStamp stamp, EntryState state, OptionalLong itemId, boolean gone) {
    boolean isPartOf(long item) {
      return itemId.isPresent() && itemId.getAsLong() == item;
    }
  }

  private static final String GONE_REASON = "gone before it was uploaded";

  private static final String FIND =
      """
      SELECT size, mtime_s, mtime_n, ctime_s, ctime_n, state, item_id, gone
        FROM sighting WHERE folder_id = ? AND path = ?
      """;

  // A file that waits keeps the time since when; one that was concluded starts to wait anew.
  private static final String PUT =
      """
      INSERT INTO sighting (folder_id, path, size, mtime_s, mtime_n, ctime_s, ctime_n,
                            state, reason, lane, retry_at, renamed_for, waiting_since)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (folder_id, path) DO UPDATE SET
          size = excluded.size,
          mtime_s = excluded.mtime_s, mtime_n = excluded.mtime_n,
          ctime_s = excluded.ctime_s, ctime_n = excluded.ctime_n,
          state = excluded.state, reason = excluded.reason, lane = excluded.lane,
          retry_at = excluded.retry_at, renamed_for = excluded.renamed_for,
          gone = 0, gone_since = NULL,
          waiting_since = iif(state IN ('SETTLING', 'READY', 'QUEUED'),
                              waiting_since, excluded.waiting_since)
      """;
  private static final String STAMP =
      """
      UPDATE sighting
        SET size = ?, mtime_s = ?, mtime_n = ?, ctime_s = ?, ctime_n = ?,
            gone = 0, gone_since = NULL
        WHERE folder_id = ? AND path = ?
      """;
  private static final String CONCLUDE =
      """
      UPDATE sighting SET state = ?, reason = ?, retry_at = ? WHERE folder_id = ? AND path = ?
      """;
  private static final String PUT_OFF =
      """
      UPDATE sighting SET retry_at = ? WHERE folder_id = ? AND path = ? AND state = 'FAILED'
      """;
  private static final String SETTLE =
      """
      UPDATE sighting SET state = 'SETTLING', reason = '', retry_at = NULL
        WHERE folder_id = ? AND path = ?
      """;
  private static final String VANISH =
      """
      UPDATE sighting SET
          gone = 1, gone_since = ?, retry_at = NULL,
          reason = iif(state IN ('UPLOADED', 'SKIPPED'), reason, ?),
          state = iif(state IN ('UPLOADED', 'SKIPPED'), state, 'VANISHED')
        WHERE folder_id = ? AND path = ? AND gone = 0
      """;
  private static final String REQUEUE =
      """
      UPDATE sighting
        SET state = 'READY', reason = '', lane = 'LIVE', item_id = NULL, retry_at = NULL,
            gone = 0, gone_since = NULL, waiting_since = ?
        WHERE folder_id = ? AND path = ?
      """;
  private static final String JOIN =
      "UPDATE sighting SET item_id = ? WHERE folder_id = ? AND path = ?";
  private static final String RENAME =
      "UPDATE sighting SET renamed_for = ? WHERE folder_id = ? AND path = ?";
  private static final String LEAVE =
      """
      UPDATE sighting SET item_id = NULL, state = iif(state = 'QUEUED', 'READY', state)
        WHERE folder_id = ? AND path = ? AND item_id = ?
      """;
  private static final String START_ANEW =
      """
      UPDATE sighting SET
          item_id = NULL, retry_at = NULL, renamed_for = NULL,
          reason = iif(state IN ('UPLOADED', 'SKIPPED', 'CONFLICT', 'FAILED', 'QUEUED'), '', reason),
          state = CASE
            WHEN state NOT IN ('UPLOADED', 'SKIPPED', 'CONFLICT', 'FAILED', 'QUEUED') THEN state
            WHEN gone = 1 THEN 'VANISHED'
            ELSE 'READY' END,
          waiting_since = iif(state IN ('SETTLING', 'READY', 'QUEUED'), waiting_since, ?)
        WHERE folder_id = ?
      """;

  private final Session session;

  SightingTable(Session session) {
    this.session = session;
  }

  Optional<Seen> find(long folderId, RelativePath path) throws SQLException {
    return session.first(SightingTable::seen, FIND, folderId, path);
  }

  private static Seen seen(Row row) throws SQLException {
    return new Seen(
        row.stamp(),
        row.word(EntryState.class, "state"),
        row.optionalNumber("item_id"),
        row.flag("gone"));
  }

  void observe(long folderId, FileChange.Observed seen, Instant now) throws SQLException {
    session.update(
        PUT,
        folderId,
        seen.path(),
        seen.stamp(),
        seen.state(),
        seen.reason(),
        seen.lane(),
        seen.retryAt(),
        seen.renamedFor(),
        now);
  }

  void putOff(long folderId, RelativePath path, Instant retryAt) throws SQLException {
    session.update(PUT_OFF, retryAt, folderId, path);
  }

  /** The file is part of an item that is not done. */
  void queue(long folderId, NameClaim claim, long itemId, Instant now) throws SQLException {
    queue(folderId, claim, "", now);
    session.update(JOIN, itemId, folderId, claim.path());
  }

  /** A further file of the claim's item is part of it as well. */
  void queue(long folderId, NameClaim claim, PartClaim part, long itemId, Instant now)
      throws SQLException {
    session.update(
        PUT,
        folderId,
        part.path(),
        part.stamp(),
        EntryState.QUEUED,
        "",
        claim.lane(),
        Optional.empty(),
        Optional.empty(),
        now);
    session.update(JOIN, itemId, folderId, part.path());
  }

  /** The file waits, and {@code reason} says for what. */
  void queue(long folderId, NameClaim claim, String reason, Instant now) throws SQLException {
    session.update(
        PUT,
        folderId,
        claim.path(),
        claim.stamp(),
        EntryState.QUEUED,
        reason,
        claim.lane(),
        Optional.empty(),
        claim.renamedFor(),
        now);
  }

  /** The file has another item, of which it is a part from now on. */
  void join(long folderId, RelativePath path, long itemId, Optional<ContentDigest> renamedFor)
      throws SQLException {
    session.update(JOIN, itemId, folderId, path);
    session.update(RENAME, renamedFor, folderId, path);
  }

  /** The file is planned for a name with the suffix of {@code content}. */
  void rename(long folderId, RelativePath path, ContentDigest content) throws SQLException {
    conclude(folderId, path, EntryState.READY, "", Optional.empty());
    session.update(RENAME, content, folderId, path);
  }

  void stamp(long folderId, RelativePath path, FileStamp stamp) throws SQLException {
    session.update(STAMP, stamp, folderId, path);
  }

  void conclude(
      long folderId, RelativePath path, EntryState state, String reason, Optional<Instant> retryAt)
      throws SQLException {
    session.update(CONCLUDE, state, reason, retryAt, folderId, path);
  }

  void settleAnew(long folderId, RelativePath path) throws SQLException {
    session.update(SETTLE, folderId, path);
  }

  /** The file is planned anew, before any backlog. */
  void requeue(long folderId, RelativePath path, Instant now) throws SQLException {
    session.update(REQUEUE, now, folderId, path);
  }

  /** Whether that was new. */
  boolean vanish(long folderId, RelativePath path, Instant now) throws SQLException {
    return session.update(VANISH, now, GONE_REASON, folderId, path) > 0;
  }

  /** The file is not part of the item any more; when it waited for it, it can be planned again. */
  void leave(long folderId, RelativePath path, long itemId) throws SQLException {
    session.update(LEAVE, folderId, path, itemId);
  }

  /** Nothing of the folder is at the target: what was concluded or queued is planned again. */
  void startAnew(long folderId, Instant now) throws SQLException {
    session.update(START_ANEW, now, folderId);
  }
}
