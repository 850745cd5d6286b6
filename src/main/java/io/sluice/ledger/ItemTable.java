package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The rows of items: whose file each is of, and how far it is. Their parts follow here where a
 * change of the item is one of theirs; what is of the parts alone is written by {@link PartTable}.
 *
 * <p>Within the transaction of its session, and for one thread, as that is.
 */
final class ItemTable {
  /**
   * An item that is not done.
   *
   * @param stamp what its file was when it was planned
   */
  record Open(long itemId, long folderId, RelativePath path, FileStamp stamp) {}

  /**
   * The entry of a file.
   *
   * @param remoteId what the platform calls it
   * @param content the SHA-256 of what was sent for it, where that is known
   */
  record Entry(String remoteId, Optional<ContentDigest> content) {}

  static final String OPEN =
      """
      SELECT i.folder_id, i.path, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n
        FROM item i JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE i.id = ? AND i.turn <> 'DONE'
      """;
  private static final String STATE = "SELECT state FROM item WHERE id = ?";
  private static final String ENTRY =
      """
      SELECT i.remote_id, p.sha256
        FROM sighting s
        JOIN item i ON i.id = s.item_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE s.folder_id = ? AND s.path = ? AND s.state IN ('UPLOADED', 'SKIPPED')
          AND i.remote_id <> ''
      """;

  private static final String INSERT =
      """
      INSERT INTO item (folder_id, path, namespace_id, directory, file_name, lane, rank,
                        frame_rate, as_frames, layout,
                        state, turn, next_attempt_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLANNED', 'WAITING', 0, ?, ?) RETURNING id
      """;
  private static final String REASSIGN =
      "UPDATE item SET folder_id = ?, path = ?, lane = ?, rank = ?, updated_at = ? WHERE id = ?";

  /** What was given up while nobody knew what had become of its commit is looked up first. */
  private static final String RENEW =
      """
      UPDATE item SET lane = ?, rank = ?, frame_rate = ?, as_frames = ?, layout = ?,
          state = CASE WHEN state = 'FAILED' AND status = 0 AND remote_id = '' AND EXISTS (
              SELECT 1 FROM part WHERE item_id = item.id AND sha256 IS NOT NULL
                AND (size, mtime_s, mtime_n, ctime_s, ctime_n) = (?, ?, ?, ?, ?))
            THEN 'SENT' ELSE 'PLANNED' END,
          turn = 'WAITING', next_attempt_at = 0,
          attempts = 0, reason = '', remote_id = '', remote_file_name = '', status = 0,
          updated_at = ?
        WHERE id = ?
      """;

  private static final String RESERVING =
      "UPDATE item SET state = 'RESERVED', updated_at = ? WHERE id = ? AND state = 'PLANNED'";
  private static final String STEP = "UPDATE item SET state = ?, updated_at = ? WHERE id = ?";

  private static final String FINISH =
      """
      UPDATE item SET state = ?, turn = 'DONE', reason = ?, remote_id = ?, remote_file_name = ?,
          status = ?, attempts = ?, updated_at = ?
        WHERE id = ?
      """;
  private static final String POSTPONE =
      """
      UPDATE item SET state = ?, turn = 'WAITING', attempts = ?, next_attempt_at = ?, reason = ?,
          updated_at = ?
        WHERE id = ?
      """;
  private static final String DELETE = "DELETE FROM item WHERE id = ?";
  private static final String DELETE_UNTOUCHED =
      "DELETE FROM item WHERE id = ? AND state = 'PLANNED' AND turn = 'WAITING'";
  private static final String FORGET_LISTED =
      """
      DELETE FROM listed_image WHERE (namespace_id, directory, file_name) IN (
        SELECT namespace_id, directory, file_name FROM item WHERE id = ?)
      """;
  private static final String DELETE_DONE = "DELETE FROM item WHERE id = ? AND turn = 'DONE'";
  static final String DELETE_WAITING = "DELETE FROM item WHERE folder_id = ? AND turn = 'WAITING'";
  static final String DELETE_LEASED = "DELETE FROM item WHERE folder_id = ? AND turn = 'LEASED'";

  private final Session session;
  private final PartTable parts;

  ItemTable(Session session) {
    this.session = session;
    this.parts = new PartTable(session);
  }

  /** The item, unless it is done or not there any more. */
  Optional<Open> open(long itemId) throws SQLException {
    return session.first(
        row -> new Open(itemId, row.number("folder_id"), row.path("path"), row.stamp()),
        OPEN,
        itemId);
  }

  boolean exists(long itemId) throws SQLException {
    return session.first(row -> row.word(ItemState.class, "state"), STATE, itemId).isPresent();
  }

  /** The entry of a file; empty where it is not known to have one. */
  Optional<Entry> entry(long folderId, RelativePath path) throws SQLException {
    return session.first(
        row -> new Entry(row.text("remote_id"), row.optionalDigest("sha256")),
        ENTRY,
        folderId,
        path);
  }

  ItemState state(long itemId) throws SQLException {
    return session.first(row -> row.word(ItemState.class, "state"), STATE, itemId).orElseThrow();
  }

  long insert(long folderId, long namespaceId, NameClaim claim, Instant now) throws SQLException {
    RemoteName name = claim.name();
    long id =
        session
            .first(
                row -> row.number("id"),
                INSERT,
                folderId,
                claim.path(),
                namespaceId,
                name.directory(),
                name.fileName(),
                claim.lane(),
                claim.rank(),
                OptionColumns.frameRate(claim.options()),
                OptionColumns.asFrames(claim.options()),
                claim.options().layout(),
                now,
                now)
            .orElseThrow();
    parts.insert(id, claim);
    return id;
  }

  void reassign(long itemId, long folderId, NameClaim claim, Instant now) throws SQLException {
    session.update(REASSIGN, folderId, claim.path(), claim.lane(), claim.rank(), now, itemId);
  }

  /** Back to the start, for the file as it is now. */
  void renew(long itemId, NameClaim claim, Instant now) throws SQLException {
    session.update(
        RENEW,
        claim.lane(),
        claim.rank(),
        OptionColumns.frameRate(claim.options()),
        OptionColumns.asFrames(claim.options()),
        claim.options().layout(),
        claim.stamp(),
        now,
        itemId);
    parts.renew(itemId, claim);
  }

  void step(long itemId, ItemState state, Instant now) throws SQLException {
    session.update(STEP, state, now, itemId);
  }

  /** What may have been sent before stays what may have been sent. */
  void reserving(long itemId, Instant now) throws SQLException {
    session.update(RESERVING, now, itemId);
  }

  void finish(ItemChange.Finished end, Instant now) throws SQLException {
    if (end.state() == ItemState.FAILED) {
      parts.forgetUnsent(end.itemId());
    }
    session.update(
        FINISH,
        end.state(),
        end.reason(),
        end.remoteId(),
        end.remoteFileName(),
        end.status(),
        end.attempts(),
        now,
        end.itemId());
  }

  void postpone(ItemChange.Postponed wait, Instant now) throws SQLException {
    session.update(
        POSTPONE,
        wait.state(),
        wait.attempts(),
        wait.notBefore(),
        wait.reason(),
        now,
        wait.itemId());
    if (wait.state() == ItemState.PLANNED) {
      parts.blank(wait.itemId());
    }
  }

  void delete(long itemId) throws SQLException {
    session.update(DELETE, itemId);
  }

  /** Deletes an item that no worker and no platform knows of. */
  boolean deleteUntouched(long itemId) throws SQLException {
    return session.update(DELETE_UNTOUCHED, itemId) > 0;
  }

  /** Deletes an item that is done, and what was listed under its name: it is not there any more. */
  void deleteDone(long itemId) throws SQLException {
    session.update(FORGET_LISTED, itemId);
    session.update(DELETE_DONE, itemId);
  }

  void deleteUnfinished(long folderId) throws SQLException {
    session.update(DELETE_WAITING, folderId);
    session.update(DELETE_LEASED, folderId);
  }
}
